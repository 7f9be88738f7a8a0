/*
 * assessment.c
 *		An assessment's life: opened for a subject and a period, scored, closed.
 *
 * Who scores is a role that the policy's indicators name; nobody assesses
 * himself.  Scores may be given anew until the assessment is closed; after that
 * it stays as it is.  Scoring and closing lock the assessment's row.
 */
#include "duty/assessment.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/rangetypes.h"

PG_FUNCTION_INFO_V1(gov_open_assessment);
PG_FUNCTION_INFO_V1(gov_score_indicator);
PG_FUNCTION_INFO_V1(gov_close_assessment);

static const char *const satisfaction[] = {"不满意", "基本满意", "满意", "非常满意", NULL};

static GovDataCentreOwner data_centre_owner = NULL;

/* see duty.h */
void
gov_register_data_centres(GovDataCentreOwner owner)
{
	data_centre_owner = owner;
}

/* see assessment.h */
bool
gov_is_satisfaction(const char *word)
{
	for (int i = 0; satisfaction[i] != NULL; i++)
		if (strcmp(satisfaction[i], word) == 0)
			return true;
	return false;
}

/* see assessment.h */
void
gov_refuse_satisfaction(const char *word)
{
	gov_refuse(GOV_ERR_FORM, "rating_unknown", NULL, "It is 不满意, 基本满意, 满意 or 非常满意.",
			   "\"%s\" is no degree of satisfaction", word);
}

/* see duty.h */
char *
gov_assessed_jurisdiction(const char *given)
{
	static GovQuery query = {
		"SELECT jurisdiction FROM gov_cloud.organization WHERE id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	Datum		values[1];

	if (given != NULL)
		return pstrdup(given);
	values[0] = Int64GetDatum(gov_caller()->organization);
	return gov_query_text(&query, values, NULL);
}

/* the caller holds a role that scores such subjects under the policy, and is not the subject */
static void
require_assessor(const char *policy, const char *subject, const char *indicator, const char *jurisdiction, int64 assessed)
{
	static GovQuery query = {
		"SELECT DISTINCT assessor FROM gov_cloud.indicator WHERE policy OPERATOR(pg_catalog.=) $1"
		" AND subject OPERATOR(pg_catalog.=) $2 AND ($3 IS NULL OR code OPERATOR(pg_catalog.=) $3) ORDER BY 1",
		3, {TEXTOID, TEXTOID, TEXTOID}
	};
	const GovCaller *caller = gov_caller();
	Datum		values[3];
	char		nulls[3] = {' ', ' ', indicator ? ' ' : 'n'};
	uint64		n;
	SPITupleTable *rows;
	char	   *roles = NULL;

	values[0] = CStringGetTextDatum(policy);
	values[1] = CStringGetTextDatum(subject);
	values[2] = indicator ? CStringGetTextDatum(indicator) : (Datum) 0;
	n = gov_query(&query, values, nulls, false, 0);
	rows = SPI_tuptable;
	if (n == 0)
		gov_refuse(GOV_ERR_POLICY, "indicator_unknown", NULL, "They are listed in gov_cloud.indicator.",
				   indicator ? "policy \"%s\" has no indicator \"%s\" of a %s" :
				   "policy \"%s\" has no indicator%.0s of a %s", policy, indicator ? indicator : "", subject);
	if (caller->organization == assessed)
		gov_refuse(GOV_ERR_OWN_MATTER, "own_assessment", NULL, NULL, "nobody assesses himself");
	for (uint64 i = 0; i < n; i++)
	{
		char	   *role = SPI_getvalue(rows->vals[i], rows->tupdesc, 1);

		if (gov_role_held(caller->person, caller->organization, role, jurisdiction, gov_now()))
			return;
		roles = roles ? psprintf("%s, %s", roles, role) : role;
	}
	gov_refuse(GOV_ERR_WRONG_ROLE, "not_an_assessor", NULL, psprintf("It is for: %s.", roles),
			   "the caller does not assess in %s", jurisdiction);
}

/* a subject that may be assessed there: a party that holds a role there; a data centre that is registered */
static void
require_subject(const char *subject, int64 *organization, int64 data_centre, char **jurisdiction)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.role_holding WHERE organization OPERATOR(pg_catalog.=) $1"
		" AND jurisdiction OPERATOR(pg_catalog.=) $2 AND ($3 OPERATOR(pg_catalog.<>) 'unit'"
		"  OR role OPERATOR(pg_catalog.=) 'using_unit') LIMIT 1",
		3, {INT8OID, TEXTOID, TEXTOID}
	};
	Datum		values[3];

	if ((strcmp(subject, "data_centre") == 0) != (data_centre != 0))
		gov_refuse(GOV_ERR_FORM, "subject_incomplete", NULL, "Name a data centre for the subject data_centre, and only for that.",
				   "the subject %s %s a data centre", subject, data_centre ? "is not" : "needs");
	if (data_centre != 0)
	{
		int64		owner = 0;

		if (data_centre_owner == NULL || !data_centre_owner(data_centre, &owner, jurisdiction) ||
			(*organization != 0 && *organization != owner))
			gov_refuse(GOV_ERR_NOT_VISIBLE, "subject_unknown", NULL, NULL,
					   "there is no data centre " INT64_FORMAT " of that owner", data_centre);
		*organization = owner;
		return;
	}
	values[0] = Int64GetDatum(*organization);
	values[1] = CStringGetTextDatum(*jurisdiction);
	values[2] = CStringGetTextDatum(subject);
	if (gov_query_text(&query, values, NULL) == NULL)
		gov_refuse(GOV_ERR_IDENTITY, "subject_unknown", NULL, NULL,
				   "organization " INT64_FORMAT " is no %s of %s", *organization, subject, *jurisdiction);
}

/* one audit line; the subject's row of the trail */
static void
audit(const char *event, int64 assessment, int64 organization, const char *jurisdiction, const char *after)
{
	GovAudit	entry = {.event = event,.object_kind = "assessment"};

	entry.object_id = psprintf(INT64_FORMAT, assessment);
	entry.unit = organization;
	entry.jurisdiction = jurisdiction;
	entry.after = after;
	gov_audit(&entry);
}

/* writes the row; refuses a second assessment of the same */
static int64
write_assessment(const char *policy, const char *jurisdiction, const char *subject, int64 organization,
				 int64 data_centre, const GovPeriodName *period)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.assessment (policy, jurisdiction, subject, unit_id, data_centre, cadence, period,"
		" opened_by, organization, opened_at) VALUES ($1, $2, $3, $4, NULLIF($5, 0), $6, pg_catalog.daterange($7, $8),"
		" NULLIF($9, 0), $10, $11) ON CONFLICT DO NOTHING RETURNING id",
		11, {TEXTOID, TEXTOID, TEXTOID, INT8OID, INT8OID, TEXTOID, DATEOID, DATEOID, INT8OID, INT8OID, TIMESTAMPTZOID}
	};
	Datum		values[11],
				id;
	bool		isnull;

	values[0] = CStringGetTextDatum(policy);
	values[1] = CStringGetTextDatum(jurisdiction);
	values[2] = CStringGetTextDatum(subject);
	values[3] = Int64GetDatum(organization);
	values[4] = Int64GetDatum(data_centre);
	values[5] = CStringGetTextDatum(period->cadence);
	values[6] = DateADTGetDatum(period->first);
	values[7] = DateADTGetDatum(period->after);
	values[8] = Int64GetDatum(gov_caller()->person);
	values[9] = Int64GetDatum(gov_caller()->organization);
	values[10] = TimestampTzGetDatum(gov_now());
	if (!gov_query_datum(&query, values, NULL, &id, &isnull))
		gov_refuse(GOV_ERR_WRONG_STATE, "assessment_exists", NULL, "Score that one.",
				   "the subject is assessed for %s already", gov_period_text(period->first, period->after));
	return DatumGetInt64(id);
}

/* open_assessment(subject, organization, period, data_centre, jurisdiction, request_id) */
Datum
gov_open_assessment(PG_FUNCTION_ARGS)
{
	char	   *subject = gov_argument_required(fcinfo, 0, "subject");
	int64		organization = gov_argument_id(fcinfo, 1);
	GovPeriodName period = gov_period_named(gov_argument_required(fcinfo, 2, "period"));
	int64		data_centre = gov_argument_id(fcinfo, 3);
	char	   *jurisdiction = gov_assessed_jurisdiction(gov_argument_text(fcinfo, 4));
	GovRequest	request;
	char	   *policy;
	int64		id;

	gov_require_storage();
	SPI_connect();
	gov_request_begin(&request, gov_argument_text(fcinfo, 5), gov_arguments_text(fcinfo, 5));
	if (request.answer != NULL)
		id = gov_parameter_int(request.answer, "assessment", 0);
	else
	{
		require_subject(subject, &organization, data_centre, &jurisdiction);
		policy = gov_policy_in_force(jurisdiction, Min(gov_local_midnight(period.after - 1), gov_now()));
		require_assessor(policy, subject, NULL, jurisdiction, organization);
		id = write_assessment(policy, jurisdiction, subject, organization, data_centre, &period);
		audit("open_assessment", id, organization, jurisdiction, NULL);
		gov_request_end(&request, psprintf("{\"assessment\": " INT64_FORMAT "}", id));
	}
	SPI_finish();
	PG_RETURN_INT64(id);
}

typedef struct Assessment
{
	int64		id;
	char	   *subject;
	char	   *cadence;
	GovAssessed of;
} Assessment;

/* reads a column of the one row */
static Datum
column(int n, bool *isnull)
{
	return SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, n, isnull);
}

/* there is a row */
static void
note_row(HeapTuple row, TupleDesc desc, void *context)
{
	*(bool *) context = true;
}

/* the assessment, locked and open; others sound as if they were not there */
static Assessment
lock_assessment(int64 id)
{
	static GovQuery query = {
		"SELECT a.policy, a.jurisdiction, a.subject, a.unit_id, COALESCE(a.data_centre, 0), a.cadence,"
		" pg_catalog.lower(a.period), pg_catalog.upper(a.period)"
		" FROM gov_cloud.assessment a WHERE a.id OPERATOR(pg_catalog.=) $1 FOR UPDATE",
		1, {INT8OID}
	};
	Assessment	assessment = {id};
	Datum		values[1];
	bool		found,
				isnull,
				closed = false;

	values[0] = Int64GetDatum(id);
	found = gov_query(&query, values, NULL, false, 1) == 1;
	if (found)
	{
		assessment.of.policy = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
		assessment.of.jurisdiction = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2);
		assessment.subject = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 3);
		assessment.of.organization = DatumGetInt64(column(4, &isnull));
		assessment.of.data_centre = DatumGetInt64(column(5, &isnull));
		assessment.cadence = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 6);
		assessment.of.first = DatumGetDateADT(column(7, &isnull));
		assessment.of.last = Min(DatumGetDateADT(column(8, &isnull)) - 1, gov_local_date(gov_now()));
	}
	if (!found || !gov_row_visible(assessment.of.organization, 0, assessment.of.jurisdiction))
		gov_refuse(GOV_ERR_NOT_VISIBLE, "assessment_not_visible", NULL, NULL,
				   "there is no assessment " INT64_FORMAT " that is yours to see", id);
	/* what is committed now, at any isolation level: whoever held the lock may have closed it */
	gov_lookup("assessment_closing", "assessment_closing_pkey", id, note_row, &closed);
	if (closed)
		gov_refuse(GOV_ERR_WRONG_STATE, "assessment_closed", NULL, "What it found stays as it is.",
				   "assessment " INT64_FORMAT " is closed", id);
	return assessment;
}

typedef struct Indicator
{
	char	   *scale;
	char	   *formula;		/* NULL: the assessor judges */
	char	   *grades;			/* '{C,B,A}' as text; NULL: none */
	char	   *article;
	Jsonb	   *parameters;
	bool		graded;			/* the given grade is one of them */
} Indicator;

/* the indicator, where it belongs to the assessment */
static Indicator
read_indicator(const Assessment *assessment, const char *code, const char *grade)
{
	static GovQuery query = {
		"SELECT scale, formula, grades, article, parameters, COALESCE($5 OPERATOR(pg_catalog.=) ANY (grades), false)"
		" FROM gov_cloud.indicator WHERE policy OPERATOR(pg_catalog.=) $1 AND code OPERATOR(pg_catalog.=) $2"
		" AND subject OPERATOR(pg_catalog.=) $3 AND (cadence IS NULL OR cadence OPERATOR(pg_catalog.=) $4)",
		5, {TEXTOID, TEXTOID, TEXTOID, TEXTOID, TEXTOID}
	};
	Indicator	indicator = {0};
	Datum		values[5];
	char		nulls[5] = {' ', ' ', ' ', ' ', grade ? ' ' : 'n'};
	HeapTuple	row;
	bool		isnull;

	values[0] = CStringGetTextDatum(assessment->of.policy);
	values[1] = CStringGetTextDatum(code);
	values[2] = CStringGetTextDatum(assessment->subject);
	values[3] = CStringGetTextDatum(assessment->cadence);
	values[4] = grade ? CStringGetTextDatum(grade) : (Datum) 0;
	if (gov_query(&query, values, nulls, false, 1) == 0)
		gov_refuse(GOV_ERR_POLICY, "indicator_unknown", NULL, "They are listed in gov_cloud.v_assessment.",
				   "the assessment has no indicator \"%s\"", code);
	row = SPI_tuptable->vals[0];
	indicator.scale = SPI_getvalue(row, SPI_tuptable->tupdesc, 1);
	indicator.formula = SPI_getvalue(row, SPI_tuptable->tupdesc, 2);
	indicator.grades = SPI_getvalue(row, SPI_tuptable->tupdesc, 3);
	indicator.article = SPI_getvalue(row, SPI_tuptable->tupdesc, 4);
	indicator.parameters = DatumGetJsonbPCopy(column(5, &isnull));
	indicator.graded = DatumGetBool(column(6, &isnull));
	return indicator;
}

/* refuses what the indicator's scale does not know */
static void
check_score(const Indicator *indicator, const char *code, bool value_given, const char *value, const char *grade, const char *note)
{
	bool		in_words = strcmp(indicator->scale, "satisfaction") == 0 || strcmp(indicator->scale, "grade") == 0;

	if (indicator->formula != NULL && (value_given || grade != NULL))
		gov_refuse(GOV_ERR_GUARD, "indicator_computed", indicator->article, "Leave value and grade out.",
				   "\"%s\" is computed by %s", code, indicator->formula);
	if (indicator->formula == NULL && !value_given && grade == NULL && (note == NULL || note[strspn(note, " \t\r\n")] == '\0'))
		gov_refuse(GOV_ERR_FORM, "score_missing", indicator->article, "Where there is none, say why in note.",
				   "\"%s\" needs a %s", code, in_words ? "grade" : "value");
	if ((in_words && value_given) || (!in_words && grade != NULL))
		gov_refuse(GOV_ERR_FORM, "score_of_another_scale", indicator->article, NULL,
				   "\"%s\" is scored by a %s", code, in_words ? "grade" : "value");
	if (grade != NULL && strcmp(indicator->scale, "satisfaction") == 0 && !gov_is_satisfaction(grade))
		gov_refuse_satisfaction(grade);
	if (grade != NULL && strcmp(indicator->scale, "grade") == 0 && !indicator->graded)
		gov_refuse(GOV_ERR_FORM, "grade_unknown", indicator->article, psprintf("The grades are %s.", indicator->grades),
				   "\"%s\" has no grade \"%s\"", code, grade);
	if (value_given && (strcmp(value, "NaN") == 0 || strstr(value, "Infinity") != NULL ||
						(strcmp(indicator->scale, "ratio") == 0 && value[0] == '-')))
		gov_refuse(GOV_ERR_FORM, "score_of_another_scale", indicator->article, NULL,
				   "%s is no value of a %s", value, indicator->scale);
}

/* writes a score, computed where a formula is named; answers its id */
static int64
write_score(const Assessment *assessment, const char *code, Indicator *indicator, const char *value,
			const char *grade, const char *note)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.assessment_score (assessment, indicator, unit_id, jurisdiction, value, grade, numerator, denominator,"
		" other, other_numerator, other_denominator, computed, note, person, organization, scored_at)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, NULLIF($14, 0), $15, $16) RETURNING id",
		16, {INT8OID, TEXTOID, INT8OID, TEXTOID, NUMERICOID, TEXTOID, INT8OID, INT8OID, TEXTOID, INT8OID, INT8OID, BOOLOID,
		TEXTOID, INT8OID, INT8OID, TIMESTAMPTZOID}
	};
	const GovFormulaKind *formula = indicator->formula ? gov_formula_kind(indicator->formula) : NULL;
	GovAssessed of = assessment->of;
	GovRatio	ratio = {0};
	Datum		values[16],
				id;
	char		nulls[16];
	bool		isnull = value == NULL;

	of.parameters = indicator->parameters;
	memset(nulls, ' ', sizeof(nulls));
	memset(values, 0, sizeof(values));
	if (formula != NULL)
	{
		formula->compute(&of, &ratio);
		values[4] = gov_ratio_value(ratio.numerator, ratio.denominator, &isnull);
	}
	else if (value != NULL)
		values[4] = DirectFunctionCall3(numeric_in, CStringGetDatum(value), ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
	values[0] = Int64GetDatum(assessment->id);
	values[1] = CStringGetTextDatum(code);
	values[2] = Int64GetDatum(of.organization);
	values[3] = CStringGetTextDatum(of.jurisdiction);
	nulls[4] = isnull ? 'n' : ' ';
	values[5] = grade ? CStringGetTextDatum(grade) : (Datum) 0;
	nulls[5] = grade ? ' ' : 'n';
	values[6] = Int64GetDatum(ratio.numerator);
	values[7] = Int64GetDatum(ratio.denominator);
	nulls[6] = nulls[7] = formula ? ' ' : 'n';
	values[8] = ratio.other ? CStringGetTextDatum(ratio.other) : (Datum) 0;
	values[9] = Int64GetDatum(ratio.other_numerator);
	values[10] = Int64GetDatum(ratio.other_denominator);
	nulls[8] = nulls[9] = nulls[10] = ratio.other ? ' ' : 'n';
	values[11] = BoolGetDatum(formula != NULL);
	values[12] = note ? CStringGetTextDatum(note) : (Datum) 0;
	nulls[12] = note ? ' ' : 'n';
	values[13] = Int64GetDatum(gov_caller()->person);
	values[14] = Int64GetDatum(gov_caller()->organization);
	values[15] = TimestampTzGetDatum(gov_now());
	gov_query_datum(&query, values, nulls, &id, &isnull);
	return DatumGetInt64(id);
}

/* score_indicator(assessment, indicator, value, grade, note, request_id) */
Datum
gov_score_indicator(PG_FUNCTION_ARGS)
{
	char	   *code = gov_argument_required(fcinfo, 1, "indicator");
	char	   *value = PG_ARGISNULL(2) ? NULL : DatumGetCString(DirectFunctionCall1(numeric_out, PG_GETARG_DATUM(2)));
	char	   *grade = gov_argument_text(fcinfo, 3);
	char	   *note = gov_argument_text(fcinfo, 4);
	GovRequest	request;
	Assessment	assessment;
	Indicator	indicator;
	int64		id;

	gov_require_storage();
	SPI_connect();
	gov_request_begin(&request, gov_argument_text(fcinfo, 5), gov_arguments_text(fcinfo, 5));
	if (request.answer != NULL)
		id = gov_parameter_int(request.answer, "score", 0);
	else
	{
		assessment = lock_assessment(gov_argument_id(fcinfo, 0));
		indicator = read_indicator(&assessment, code, grade);
		require_assessor(assessment.of.policy, assessment.subject, code, assessment.of.jurisdiction, assessment.of.organization);
		check_score(&indicator, code, value != NULL, value, grade, note);
		id = write_score(&assessment, code, &indicator, value, grade, note);
		audit("score_indicator", assessment.id, assessment.of.organization, assessment.of.jurisdiction,
			  psprintf("%s: %s%s%s", code, indicator.formula ? indicator.formula : "", value ? value : "", grade ? grade : ""));
		gov_request_end(&request, psprintf("{\"score\": " INT64_FORMAT "}", id));
	}
	SPI_finish();
	PG_RETURN_INT64(id);
}

/* indicators that nobody has scored, all of them named */
static void
require_all_scored(const Assessment *assessment)
{
	static GovQuery query = {
		"SELECT pg_catalog.string_agg(i.code OPERATOR(pg_catalog.||) ' ' OPERATOR(pg_catalog.||) i.title, '; ' ORDER BY i.code)"
		" FROM gov_cloud.indicator i WHERE i.policy OPERATOR(pg_catalog.=) $1 AND i.subject OPERATOR(pg_catalog.=) $2"
		" AND (i.cadence IS NULL OR i.cadence OPERATOR(pg_catalog.=) $3) AND NOT EXISTS (SELECT FROM gov_cloud.assessment_score s"
		"  WHERE s.assessment OPERATOR(pg_catalog.=) $4 AND s.indicator OPERATOR(pg_catalog.=) i.code)",
		4, {TEXTOID, TEXTOID, TEXTOID, INT8OID}
	};
	Datum		values[4];
	char	   *missing;

	values[0] = CStringGetTextDatum(assessment->of.policy);
	values[1] = CStringGetTextDatum(assessment->subject);
	values[2] = CStringGetTextDatum(assessment->cadence);
	values[3] = Int64GetDatum(assessment->id);
	missing = gov_query_text(&query, values, NULL);
	if (missing != NULL)
		gov_refuse(GOV_ERR_GUARD, "indicator_unscored", NULL, "Score them with gov_cloud.score_indicator().",
				   "the assessment cannot be closed: not scored are %s", missing);
}

/* close_assessment(assessment, conclusion, request_id) */
Datum
gov_close_assessment(PG_FUNCTION_ARGS)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.assessment_closing (assessment, unit_id, jurisdiction, conclusion, person, organization, closed_at)"
		" VALUES ($1, $2, $3, $4, NULLIF($5, 0), $6, $7)",
		7, {INT8OID, INT8OID, TEXTOID, TEXTOID, INT8OID, INT8OID, TIMESTAMPTZOID}
	};
	char	   *conclusion = gov_argument_text(fcinfo, 1);
	GovRequest	request;
	Assessment	assessment;
	Datum		values[7];
	char		nulls[7];

	gov_require_storage();
	SPI_connect();
	gov_request_begin(&request, gov_argument_text(fcinfo, 2), gov_arguments_text(fcinfo, 2));
	if (request.answer == NULL)
	{
		assessment = lock_assessment(gov_argument_id(fcinfo, 0));
		require_assessor(assessment.of.policy, assessment.subject, NULL, assessment.of.jurisdiction, assessment.of.organization);
		require_all_scored(&assessment);
		memset(nulls, ' ', sizeof(nulls));
		values[0] = Int64GetDatum(assessment.id);
		values[1] = Int64GetDatum(assessment.of.organization);
		values[2] = CStringGetTextDatum(assessment.of.jurisdiction);
		values[3] = conclusion ? CStringGetTextDatum(conclusion) : (Datum) 0;
		nulls[3] = conclusion ? ' ' : 'n';
		values[4] = Int64GetDatum(gov_caller()->person);
		values[5] = Int64GetDatum(gov_caller()->organization);
		values[6] = TimestampTzGetDatum(gov_now());
		gov_query(&query, values, nulls, false, 0);
		audit("close_assessment", assessment.id, assessment.of.organization, assessment.of.jurisdiction, conclusion);
		gov_request_end(&request, "{}");
	}
	SPI_finish();
	PG_RETURN_VOID();
}
