/*
 * explain_deadline.c
 *		A term in words: who owes it, how its due comes about, what changed it,
 *		and whether it was kept.
 */
#include "rules/explain.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* days between a due and an act, in Beijing */
static int
days_after(DateADT due_on, TimestampTz at)
{
	return gov_local_date(at) - due_on;
}

/* who owes it: the title of the role, and the organization where it is one */
static char *
obligor_text(const GovTelling *telling, const GovDeadline *deadline)
{
	static GovQuery query = {
		"SELECT name FROM gov_cloud.organization WHERE id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	const char *title = gov_role_title(telling->policy, deadline->obligor_role);
	Datum		values[1];

	if (deadline->obligor == 0)
		return pstrdup(title);
	values[0] = Int64GetDatum(deadline->obligor);
	return psprintf("%s（%s）", gov_query_text(&query, values, NULL), title);
}

/* a line of the arithmetic, indented under its term */
static void
arithmetic_line(void *sink, const char *item, DateADT day, const char *note)
{
	const char *date = gov_day_text(day);
	bool		dated = strncmp(note, date, strlen(date)) == 0;

	gov_tell((GovTelling *) sink, DT_NOBEGIN, NULL,
			 psprintf("　%s%s%s", dated ? "" : date, dated ? "" : " ", note), NULL);
}

/* how the due comes about, by the kind of the rule */
static void
tell_arithmetic(GovTelling *telling, const GovDeadline *deadline, const GovDeadlineRule *rule)
{
	GovCourse	course;

	gov_course_of(deadline, &course);
	if (rule->kind == GOV_UNQUANTIFIED)
		gov_tell(telling, DT_NOBEGIN, NULL, "　文本未规定期限长短，不计算逾期", rule->article);
	else if (rule->kind == GOV_BACKWARD)
		gov_tell(telling, DT_NOBEGIN, NULL,
				 psprintf("　%s 当日不计，向前推算%s，最迟 %s 24:00 前（遇休息日不向后顺延）",
						  gov_day_text(gov_local_date(deadline->started_at)),
						  gov_term_print_zh(course.term), gov_day_text(deadline->due_on)), NULL);
	else if (rule->kind == GOV_GIVEN)
		gov_tell(telling, DT_NOBEGIN, NULL,
				 psprintf("　以指明的%s为限：%s", deadline->exclusive ? "日期" : "时刻", deadline->exclusive ?
						  psprintf("%s 24:00", gov_day_text(deadline->due_on)) : gov_moment_text(deadline->due_at)), NULL);
	else if (!course.has_term)
		gov_tell(telling, DT_NOBEGIN, NULL,
				 psprintf("　不早于 %s", gov_day_text(deadline->due_on)), NULL);
	else
		gov_due_explain(gov_calendar_at(deadline->calendar, deadline->revision), deadline->started_at,
						course.term, rule->rolls, course.suspensions, course.nsuspensions,
						arithmetic_line, telling);
	if (rule->kind == GOV_EARLIEST && course.has_term && deadline->due_at != DT_NOEND)
		gov_tell(telling, DT_NOBEGIN, NULL,
				 psprintf("　自 %s 起方可", gov_moment_text(deadline->due_at)), NULL);
}

/* the days that a calendar change moved, in words; NULL for entries that are told elsewhere */
static char *
change_text(const GovLedgerEntry *entry)
{
	const char *before = entry->due_before == DT_NOEND ? "无" : gov_moment_text(entry->due_before);
	const char *after = entry->due_after == DT_NOEND ? "无" : gov_moment_text(entry->due_after);

	if (strcmp(entry->kind, "suspend") == 0)
		return psprintf("　中止：%s", entry->reason);
	if (strcmp(entry->kind, "resume") == 0)
		return psprintf("　恢复：%s，届满 %s", entry->reason, after);
	if (strcmp(entry->kind, "extend") == 0)
		return psprintf("　延长为%s：%s，届满由 %s 改为 %s", gov_term_print_zh(entry->term), entry->reason, before, after);
	if (strcmp(entry->kind, "reproject") == 0)
		return psprintf("　%s，届满由 %s 改为 %s", entry->reason, before, after);
	if (strcmp(entry->kind, "cancel") == 0)
		return psprintf("　取消：%s", entry->reason);
	return NULL;
}

/* what changed the term on its way */
static void
tell_ledger(GovTelling *telling, const GovDeadline *deadline)
{
	ListCell   *cell;

	foreach(cell, gov_ledger_read(deadline->id))
	{
		const GovLedgerEntry *entry = lfirst(cell);
		char	   *what = change_text(entry);

		if (what != NULL)
			gov_tell(telling, entry->occurred_at, NULL, what, NULL);
	}
}

/* '2 日', or for hours and minutes the time itself */
static char *
distance_text(const GovDeadline *deadline, TimestampTz at)
{
	int64		minutes;

	if (deadline->exclusive)
		return psprintf("%d 日", abs(days_after(deadline->due_on, at)));
	minutes = (Max(at, deadline->due_at) - Min(at, deadline->due_at) + USECS_PER_MINUTE - 1) / USECS_PER_MINUTE;
	return psprintf(INT64_FORMAT " 分钟", minutes);
}

/* kept, broken, or how it stands now */
static char *
verdict_text(const GovDeadline *deadline, const GovDeadlineRule *rule)
{
	GovDue		due = {.due_at = deadline->due_at, .exclusive = deadline->exclusive};
	const char *provisional = deadline->provisional ? "（暂定）" : "";

	if (strcmp(deadline->status, "met") == 0)
		return psprintf("　已办，%s", rule->kind == GOV_UNQUANTIFIED ? "无期限可比" :
						rule->kind == GOV_EARLIEST ? "未提前" : "按期");
	if (strcmp(deadline->status, "late") == 0)
		return psprintf("　已办，逾期 %s", distance_text(deadline, deadline->closed_at));
	if (strcmp(deadline->status, "early") == 0)
		return psprintf("　已办，提前 %s，未满期限", distance_text(deadline, deadline->closed_at));
	if (strcmp(deadline->status, "open") != 0)
		return NULL;
	if (deadline->suspended_at != DT_NOBEGIN)
		return pstrdup("　未办，中止中");
	if (rule->kind == GOV_UNQUANTIFIED)
		return pstrdup("　未办");
	if (rule->kind == GOV_EARLIEST)
		return psprintf("　未办，%s", gov_now() < deadline->due_at ? "期限未满，尚不可办" : "已可办理");
	if (gov_due_met(&due, gov_now()))
		return psprintf("　未办，届满%s %s", provisional, deadline->exclusive ?
						psprintf("%s 24:00", gov_day_text(deadline->due_on)) : gov_moment_text(deadline->due_at));
	return psprintf("　未办，已逾期 %s%s", distance_text(deadline, gov_now()), provisional);
}

/* every term of the matter, in the order in which they began */
void
gov_tell_deadlines(GovTelling *telling)
{
	ListCell   *cell;

	telling->section = "deadlines";
	foreach(cell, gov_deadlines_all(telling->matter->id))
	{
		const GovDeadline *deadline = lfirst(cell);
		const GovDeadlineRule *rule = gov_rule_of(deadline);
		const char *verdict = verdict_text(deadline, rule);

		gov_tell(telling, deadline->started_at, obligor_text(telling, deadline),
				 psprintf("%s（%s）%s%s，日历 %s 第 " INT64_FORMAT " 版", rule->title, rule->code,
						  rule->has_term ? gov_term_print_zh(rule->term) : "",
						  rule->soft ? "，原则上" : "", deadline->calendar, deadline->revision),
				 rule->article);
		tell_arithmetic(telling, deadline, rule);
		tell_ledger(telling, deadline);
		if (verdict != NULL)
			gov_tell(telling, deadline->closed_at == DT_NOEND ? DT_NOBEGIN : deadline->closed_at,
					 NULL, verdict, NULL);
	}
}
