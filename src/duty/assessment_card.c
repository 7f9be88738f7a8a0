/*
 * assessment_card.c
 *		Scorecards: how a provider or a unit stands at the end of a day, over the
 *		twelve months up to it.  Nothing is stored; what was closed is shown as it
 *		was closed.
 */
#include "duty/assessment.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/datetime.h"

PG_FUNCTION_INFO_V1(gov_provider_scorecard);
PG_FUNCTION_INFO_V1(gov_unit_scorecard);

typedef struct Card
{
	ReturnSetInfo *result;
	const char *subject;
	GovAssessed of;				/* parameters are each line's */
	bool		shown[64];		/* formulas that an indicator of the policy has shown */
} Card;

typedef struct Line
{
	const char *measure;
	const char *title;
	const char *article;		/* NULL: no text asks for it */
	const char *grade;			/* NULL: none */
	bool		counted;		/* numerator and denominator are known */
	int64		numerator;
	int64		denominator;
	Datum		value;
	bool		no_value;
	DateADT		since;
	DateADT		through;
} Line;

/* one line to the reader */
static void
put_line(const Card *card, const Line *line)
{
	Datum		values[9];
	bool		nulls[9] = {false};

	values[0] = CStringGetTextDatum(line->measure);
	values[1] = CStringGetTextDatum(line->title);
	values[2] = Int64GetDatum(line->numerator);
	values[3] = Int64GetDatum(line->denominator);
	nulls[2] = nulls[3] = !line->counted;
	values[4] = line->value;
	nulls[4] = line->no_value;
	values[5] = line->grade ? CStringGetTextDatum(line->grade) : (Datum) 0;
	nulls[5] = line->grade == NULL;
	values[6] = DateADTGetDatum(line->since);
	values[7] = DateADTGetDatum(line->through);
	values[8] = line->article ? CStringGetTextDatum(line->article) : (Datum) 0;
	nulls[8] = line->article == NULL;
	tuplestore_putvalues(card->result->setResult, card->result->setDesc, values, nulls);
}

/* computes a formula and tells it */
static void
put_formula(Card *card, const GovFormulaKind *formula, Jsonb *parameters, const char *measure, const char *title,
			const char *article)
{
	GovRatio	ratio = {0};
	Line		line = {measure, title, article};

	card->of.parameters = parameters;
	formula->compute(&card->of, &ratio);
	line.counted = true;
	line.numerator = ratio.numerator;
	line.denominator = ratio.denominator;
	line.value = gov_ratio_value(ratio.numerator, ratio.denominator, &line.no_value);
	line.since = card->of.first;
	line.through = card->of.last;
	put_line(card, &line);
}

/* the policy's indicators that are computed */
static void
put_indicators(Card *card)
{
	static GovQuery query = {
		"SELECT code, title, article, formula, parameters FROM gov_cloud.indicator"
		" WHERE policy OPERATOR(pg_catalog.=) $1 AND subject OPERATOR(pg_catalog.=) $2 AND formula IS NOT NULL ORDER BY code",
		2, {TEXTOID, TEXTOID}
	};
	Datum		values[2];
	uint64		n;
	SPITupleTable *rows;

	values[0] = CStringGetTextDatum(card->of.policy);
	values[1] = CStringGetTextDatum(card->subject);
	n = gov_query(&query, values, NULL, false, 0);
	rows = SPI_tuptable;
	for (uint64 i = 0; i < n; i++)
	{
		HeapTuple	row = rows->vals[i];
		bool		isnull;
		const GovFormulaKind *formula = gov_formula_kind(SPI_getvalue(row, rows->tupdesc, 4));

		if (formula == NULL)
			continue;
		put_formula(card, formula, DatumGetJsonbPCopy(SPI_getbinval(row, rows->tupdesc, 5, &isnull)),
					SPI_getvalue(row, rows->tupdesc, 1), SPI_getvalue(row, rows->tupdesc, 2),
					SPI_getvalue(row, rows->tupdesc, 3));
		for (int f = 0; f < gov_formulas() && f < lengthof(card->shown); f++)
			card->shown[f] = card->shown[f] || gov_formula_at(f) == formula;
	}
}

/* what else can be computed without parameters; no text asks for it */
static void
put_formulas(Card *card)
{
	Jsonb	   *none = DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum("{}")));

	for (int f = 0; f < gov_formulas() && f < lengthof(card->shown); f++)
	{
		const GovFormulaKind *formula = gov_formula_at(f);

		if (!card->shown[f] && gov_formula_fault(formula, none) == NULL &&
			(formula->subject == NULL || strcmp(formula->subject, card->subject) == 0))
			put_formula(card, formula, none, formula->name, formula->title, NULL);
	}
}

/* what assessors judged: of each indicator the newest that was closed by that day */
static void
put_judged(const Card *card)
{
	static GovQuery query = {
		"SELECT DISTINCT ON (i.code) i.code, i.title, i.article, s.value, s.grade, pg_catalog.lower(a.period),"
		" pg_catalog.upper(a.period) OPERATOR(pg_catalog.-) 1"
		" FROM gov_cloud.assessment a JOIN gov_cloud.assessment_closing c ON c.assessment OPERATOR(pg_catalog.=) a.id"
		" JOIN gov_cloud.indicator i ON i.policy OPERATOR(pg_catalog.=) a.policy AND i.subject OPERATOR(pg_catalog.=) a.subject"
		"  AND i.formula IS NULL"
		" JOIN LATERAL (SELECT n.value, n.grade FROM gov_cloud.assessment_score n WHERE n.assessment OPERATOR(pg_catalog.=) a.id"
		"  AND n.indicator OPERATOR(pg_catalog.=) i.code ORDER BY n.id DESC LIMIT 1) s ON true"
		" WHERE a.subject OPERATOR(pg_catalog.=) $1 AND a.unit_id OPERATOR(pg_catalog.=) $2 AND a.jurisdiction OPERATOR(pg_catalog.=) $3"
		" AND pg_catalog.date(pg_catalog.timezone('Asia/Shanghai', c.closed_at)) OPERATOR(pg_catalog.<=) $4"
		" ORDER BY i.code, pg_catalog.upper(a.period) DESC, a.id DESC",
		4, {TEXTOID, INT8OID, TEXTOID, DATEOID}
	};
	Datum		values[4];
	uint64		n;

	values[0] = CStringGetTextDatum(card->subject);
	values[1] = Int64GetDatum(card->of.organization);
	values[2] = CStringGetTextDatum(card->of.jurisdiction);
	values[3] = DateADTGetDatum(card->of.last);
	n = gov_query(&query, values, NULL, false, 0);
	for (uint64 i = 0; i < n; i++)
	{
		HeapTuple	row = SPI_tuptable->vals[i];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		bool		isnull;
		Line		line = {SPI_getvalue(row, desc, 1), SPI_getvalue(row, desc, 2), SPI_getvalue(row, desc, 3)};

		line.value = SPI_getbinval(row, desc, 4, &line.no_value);
		line.grade = SPI_getvalue(row, desc, 5);
		line.since = DatumGetDateADT(SPI_getbinval(row, desc, 6, &isnull));
		line.through = DatumGetDateADT(SPI_getbinval(row, desc, 7, &isnull));
		put_line(card, &line);
	}
}

/* what units think of a provider: each of the four values, of periods that touch the span, as corrected by then */
static void
put_satisfaction(const Card *card)
{
	static GovQuery query = {
		"SELECT w.rating, pg_catalog.count(n.id) FILTER (WHERE n.rating OPERATOR(pg_catalog.=) w.rating), pg_catalog.count(n.id)"
		" FROM (VALUES ('不满意', 1), ('基本满意', 2), ('满意', 3), ('非常满意', 4)) w (rating, position)"
		" LEFT JOIN gov_cloud.provider_rating n ON n.provider_id OPERATOR(pg_catalog.=) $1 AND n.jurisdiction OPERATOR(pg_catalog.=) $2"
		"  AND n.period OPERATOR(pg_catalog.&&) pg_catalog.daterange($3, $4, '[]')"
		"  AND pg_catalog.date(pg_catalog.timezone('Asia/Shanghai', n.rated_at)) OPERATOR(pg_catalog.<=) $4"
		"  AND NOT EXISTS (SELECT FROM gov_cloud.provider_rating c WHERE c.corrects OPERATOR(pg_catalog.=) n.id"
		"   AND pg_catalog.date(pg_catalog.timezone('Asia/Shanghai', c.rated_at)) OPERATOR(pg_catalog.<=) $4)"
		" GROUP BY w.rating, w.position ORDER BY w.position",
		4, {INT8OID, TEXTOID, DATEOID, DATEOID}
	};
	Datum		values[4];
	uint64		n;

	values[0] = Int64GetDatum(card->of.organization);
	values[1] = CStringGetTextDatum(card->of.jurisdiction);
	values[2] = DateADTGetDatum(card->of.first);
	values[3] = DateADTGetDatum(card->of.last);
	n = gov_query(&query, values, NULL, false, 0);
	for (uint64 i = 0; i < n; i++)
	{
		HeapTuple	row = SPI_tuptable->vals[i];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		bool		isnull;
		Line		line = {"satisfaction", "服务满意度"};

		line.grade = SPI_getvalue(row, desc, 1);
		line.counted = true;
		line.numerator = DatumGetInt64(SPI_getbinval(row, desc, 2, &isnull));
		line.denominator = DatumGetInt64(SPI_getbinval(row, desc, 3, &isnull));
		line.value = gov_ratio_value(line.numerator, line.denominator, &line.no_value);
		line.since = card->of.first;
		line.through = card->of.last;
		put_line(card, &line);
	}
}

/* the day after the same day a year ago; 29 February looks back to 28 February */
static DateADT
year_before(DateADT day)
{
	int			year,
				month,
				mday;

	j2date(day + POSTGRES_EPOCH_JDATE, &year, &month, &mday);
	if (month == 2 && mday == 29)
		mday = 28;
	return date2j(year - 1, month, mday) - POSTGRES_EPOCH_JDATE + 1;
}

/* either card: (organization, as_of, jurisdiction) */
static Datum
scorecard(FunctionCallInfo fcinfo, const char *subject)
{
	Card		card = {(ReturnSetInfo *) fcinfo->resultinfo, subject};
	int64		organization = gov_argument_id(fcinfo, 0);

	card.of.organization = organization;
	card.of.last = gov_argument_day(fcinfo, 1);
	card.of.first = year_before(card.of.last);
	card.of.jurisdiction = gov_assessed_jurisdiction(gov_argument_text(fcinfo, 2));
	if (organization == 0 || !gov_row_visible(organization, 0, card.of.jurisdiction))
		gov_refuse(GOV_ERR_NOT_VISIBLE, "organization_not_visible", NULL, NULL,
				   "there is no %s " INT64_FORMAT " that is yours to judge", subject, organization);
	if (card.of.last > gov_local_date(gov_now()))
		gov_refuse(GOV_ERR_TIME_ORDER, "day_to_come", NULL, NULL, "nobody stands anywhere on a day to come");
	InitMaterializedSRF(fcinfo, 0);
	SPI_connect();
	card.of.policy = gov_policy_in_force(card.of.jurisdiction, Min(gov_local_midnight(card.of.last), gov_now()));
	put_indicators(&card);
	put_formulas(&card);
	if (strcmp(subject, "provider") == 0)
		put_satisfaction(&card);
	put_judged(&card);
	SPI_finish();
	return (Datum) 0;
}

/* provider_scorecard(provider, as_of, jurisdiction) */
Datum
gov_provider_scorecard(PG_FUNCTION_ARGS)
{
	return scorecard(fcinfo, "provider");
}

/* unit_scorecard(unit, as_of, jurisdiction) */
Datum
gov_unit_scorecard(PG_FUNCTION_ARGS)
{
	return scorecard(fcinfo, "unit");
}
