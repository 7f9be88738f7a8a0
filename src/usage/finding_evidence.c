/*
 * finding_evidence.c
 *		The evidence of a finding, frozen as JSON with every figure, and the
 *		notice that puts it into words.
 */
#include "usage/finding.h"

#include "utils/builtins.h"
#include "utils/json.h"

/* a numeric as JSON: in quotes, that no reader makes a double of it */
static void
put_numeric(StringInfo out, const char *key, Numeric value)
{
	if (value == NULL)
		appendStringInfo(out, ",\"%s\":null", key);
	else
		appendStringInfo(out, ",\"%s\":\"%s\"", key,
						 DatumGetCString(DirectFunctionCall1(numeric_out,
															 DirectFunctionCall1(numeric_trim_scale, NumericGetDatum(value)))));
}

/* ,"key":"text" */
static void
put_text(StringInfo out, const char *key, const char *value)
{
	appendStringInfo(out, ",\"%s\":", key);
	if (value == NULL)
		appendStringInfoString(out, "null");
	else
		escape_json(out, value);
}

/* each day: day, samples, expected, off, what counted of it */
static void
put_figures(StringInfo out, const GovPeriod *period)
{
	appendStringInfoString(out, ",\"figures\":[");
	for (int i = 0; i < period->nfigures; i++)
	{
		const GovDayFigure *figure = &period->figures[i];

		appendStringInfo(out, "%s[\"%s\",%d,%d,%d,", i ? "," : "", gov_day_text(figure->day),
						 figure->n, figure->expected, figure->off);
		if (figure->valid)
			appendStringInfo(out, "\"%s\"]",
							 DatumGetCString(DirectFunctionCall1(numeric_out,
																 DirectFunctionCall1(numeric_trim_scale, NumericGetDatum(figure->stat)))));
		else
			appendStringInfoString(out, "null]");
	}
	appendStringInfoChar(out, ']');
}

/* one metric over one month */
static void
put_period(StringInfo out, const char *metric, const GovPeriod *period)
{
	appendStringInfo(out, "{\"metric\":\"%s\",\"first\":\"%s\",\"last\":\"%s\",\"use\":\"%s\"", metric,
					 gov_day_text(period->first), gov_day_text(period->last), gov_use_word(period->use));
	put_text(out, "reason", period->reason);
	appendStringInfo(out, ",\"series\":" INT64_FORMAT ",\"period\":%d,\"days\":%d,\"needed\":%d,\"valid\":%d",
					 period->series, period->period, period->days, period->needed, period->valid);
	put_text(out, "source", period->source);
	put_text(out, "statistic", period->statistic);
	put_text(out, "origin", period->origin);
	put_numeric(out, "sum", period->sum);
	put_numeric(out, "mean", period->mean);
	put_figures(out, period);
	appendStringInfoChar(out, '}');
}

/* the months of a run that belong to it, oldest first */
static void
put_run(StringInfo out, const GovLowRun *run)
{
	bool		first = true;

	appendStringInfo(out, "{\"label\":\"%s\",\"months\":%d,\"start\":\"%s\",\"through\":\"%s\",\"periods\":[",
					 run->label, run->months, gov_day_text(run->start), gov_day_text(run->through));
	for (int i = list_length(run->periods) - 1; i >= 0; i--)
	{
		GovPeriod **periods = list_nth(run->periods, i);

		if (periods[0]->first < run->start)
			continue;
		for (int m = 0; m < run->nmetrics; m++)
		{
			appendStringInfoString(out, first ? "" : ",");
			put_period(out, run->metrics[m], periods[m]);
			first = false;
		}
	}
	appendStringInfoString(out, "]}");
}

/* the parameters as they were read, and where each came from */
static void
put_knobs(StringInfo out, const GovKnobs *knobs)
{
	ListCell   *cell;
	bool		first = true;

	appendStringInfoString(out, ",\"parameters\":[");
	foreach(cell, knobs->said)
	{
		const GovKnobSaid *said = lfirst(cell);

		appendStringInfo(out, "%s{\"name\":\"%s\",\"origin\":\"%s\"", first ? "" : ",", said->name, said->origin);
		put_text(out, "value", said->value);
		appendStringInfoChar(out, '}');
		first = false;
	}
	appendStringInfoChar(out, ']');
}

/* see finding.h */
char *
gov_evidence(const GovFoundUse *use, const GovKnobs *knobs, const char *reason)
{
	StringInfoData out;
	ListCell   *cell;
	bool		first = true;

	initStringInfo(&out);
	appendStringInfo(&out, "{\"resource\":" INT64_FORMAT, use->subject.resource);
	put_text(&out, "name", use->subject.name);
	put_text(&out, "policy", knobs->policy);
	put_text(&out, "jurisdiction", knobs->jurisdiction);
	put_text(&out, "reason", reason);
	put_knobs(&out, knobs);
	appendStringInfoString(&out, ",\"runs\":[");
	foreach(cell, use->runs)
	{
		appendStringInfoString(&out, first ? "" : ",");
		put_run(&out, lfirst(cell));
		first = false;
	}
	appendStringInfoString(&out, "]}");
	return out.data;
}

/* the metric as officials call it */
static const char *
metric_title(const char *metric)
{
	return strcmp(metric, "cpu") == 0 ? "CPU" : strcmp(metric, "memory") == 0 ? "内存" : metric;
}

/* the line of a table: month, metric, days, mean of daily peaks */
static void
put_line(StringInfo out, const char *metric, const GovPeriod *period)
{
	appendStringInfo(out, "%s 至 %s　%s　有效 %d 天（应有 %d 天）　", gov_day_text(period->first), gov_day_text(period->last),
					 metric_title(metric), period->valid, period->days);
	if (period->mean == NULL)
		appendStringInfoString(out, "无数据\n");
	else
		appendStringInfo(out, "%s%%\n",
						 DatumGetCString(DirectFunctionCall1(numeric_out,
															 DirectFunctionCall2(numeric_round, NumericGetDatum(period->mean), Int32GetDatum(3)))));
}

/* what the figures in the table are */
static const char *
stat_title(const GovKnobs *knobs)
{
	switch (knobs->daily)
	{
		case GOV_DAILY_MEAN:
			return knobs->period_max ? "日平均使用率的最高值" : "日平均使用率的平均值";
		case GOV_DAILY_P95:
			return knobs->period_max ? "日95分位使用率的最高值" : "日95分位使用率的平均值";
		default:
			return knobs->period_max ? "日最高使用率的最高值" : "平均日最高使用率";
	}
}

/* see finding.h */
char *
gov_low_use_text(const GovFoundUse *use, const GovKnobs *knobs, const char *reason)
{
	StringInfoData out;
	ListCell   *cell;

	initStringInfo(&out);
	appendStringInfo(&out, "资源“%s”（编号 " INT64_FORMAT "）自 %s 至 %s 使用率不足。\n", use->subject.name,
					 use->subject.resource, gov_day_text(use->start), gov_day_text(use->through));
	if (reason != NULL)
		appendStringInfo(&out, "认定理由：%s\n", reason);
	else
		appendStringInfo(&out, "连续 %d 个月%s低于 %s%%。\n", use->months, stat_title(knobs),
						 DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(knobs->threshold))));
	foreach(cell, use->runs)
	{
		const GovLowRun *run = lfirst(cell);

		for (int i = list_length(run->periods) - 1; i >= 0; i--)
		{
			GovPeriod **periods = list_nth(run->periods, i);

			for (int m = 0; m < run->nmetrics && periods[0]->first >= run->start; m++)
				put_line(&out, run->metrics[m], periods[m]);
		}
	}
	return out.data;
}
