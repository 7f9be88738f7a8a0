/*
 * compliance_guard.c
 *		Does a rule find what it asks to be shown: a valid certificate, a
 *		declaration of the party itself?
 */
#include "duty/compliance.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"

/* what was found of the kinds asked for, the better the later */
typedef enum Standing
{
	NOTHING,					/* no record, or the newest took it back */
	NOT_VALID,					/* not yet, or no longer, on that day */
	NOT_STATED,					/* without the attributes asked for */
	NOT_VERIFIED,
	SHOWN
} Standing;

/* texts as text[] */
static Datum
text_array(char **texts, int count)
{
	Datum	   *items = palloc(Max(count, 1) * sizeof(Datum));

	for (int i = 0; i < count; i++)
		items[i] = CStringGetTextDatum(texts[i]);
	return PointerGetDatum(construct_array(items, count, TEXTOID, -1, false, TYPALIGN_INT));
}

/*
 * The best standing among the kinds, of the system (0: none) or of the
 * organization itself (0: none), on that day.  Of each subject and kind only
 * the newest record counts.  by: recorded on behalf of this organization; 0: of
 * any.
 */
static Standing
standing(int64 system, int64 organization, Datum kinds, Jsonb *attributes, bool verified, int64 by, DateADT day)
{
	static GovQuery query = {
		"SELECT pg_catalog.max(CASE WHEN r.state OPERATOR(pg_catalog.=) 'revoked' OR ($7 OPERATOR(pg_catalog.<>) 0"
		" AND r.organization IS DISTINCT FROM $7) THEN 0"
		" WHEN r.issued_on OPERATOR(pg_catalog.>) $6 OR r.valid_until OPERATOR(pg_catalog.<) $6 THEN 1"
		" WHEN NOT r.attributes OPERATOR(pg_catalog.@>) COALESCE($4, '{}') THEN 2"
		" WHEN $5 AND (SELECT v.verified FROM gov_cloud.compliance_verification v WHERE v.record OPERATOR(pg_catalog.=) r.id"
		"  ORDER BY v.id DESC LIMIT 1) IS NOT TRUE THEN 3 ELSE 4 END)"
		" FROM gov_cloud.compliance_record r WHERE r.kind OPERATOR(pg_catalog.=) ANY ($3)"
		" AND (r.system_id OPERATOR(pg_catalog.=) $1 OR (r.system_id IS NULL AND r.unit_id OPERATOR(pg_catalog.=) $2))"
		" AND NOT EXISTS (SELECT FROM gov_cloud.compliance_record n WHERE n.kind OPERATOR(pg_catalog.=) r.kind"
		" AND n.unit_id OPERATOR(pg_catalog.=) r.unit_id AND n.system_id IS NOT DISTINCT FROM r.system_id"
		" AND n.id OPERATOR(pg_catalog.>) r.id)",
		7, {INT8OID, INT8OID, TEXTARRAYOID, JSONBOID, BOOLOID, DATEOID, INT8OID}
	};
	Datum		values[7] = {
		Int64GetDatum(system), Int64GetDatum(organization), kinds,
		attributes ? JsonbPGetDatum(attributes) : (Datum) 0, BoolGetDatum(verified),
		DateADTGetDatum(day), Int64GetDatum(by)
	};
	char	   *best = gov_query_text(&query, values, attributes ? NULL : "   n   ");

	return best == NULL ? NOTHING : (Standing) atoi(best);
}

/* the kinds a guard asks for: "kinds", or "kind" */
static char **
kinds_of(Jsonb *parameters, int *count)
{
	char	  **kinds = gov_parameter_list(parameters, "kinds", count);

	return *count > 0 ? kinds : gov_parameter_list(parameters, "kind", count);
}

/* what people call it: the title given, else that of the first kind */
static char *
title_of(Jsonb *parameters, const char *kind)
{
	static GovQuery query = {
		"SELECT title FROM gov_cloud.compliance_kind WHERE kind OPERATOR(pg_catalog.=) $1",
		1, {TEXTOID}
	};
	Datum		values[1] = {CStringGetTextDatum(kind)};
	char	   *title = gov_parameter_text(parameters, "title");

	return title ? title : gov_query_text(&query, values, NULL);
}

/* whose it is: "of" names unit or provider; else the system's, its unit's and its provider's are asked in turn */
static Standing
best_standing(const GovAct *act, Jsonb *parameters, Datum kinds)
{
	const GovMatter *matter = act->matter;
	char	   *of = gov_parameter_text(parameters, "of");
	Jsonb	   *attributes = gov_parameter_object(parameters, "attributes");
	bool		verified = gov_parameter_bool(parameters, "verified", false);
	DateADT		day = gov_local_date(act->occurred_at);
	bool		any = of == NULL;
	Standing	best = NOTHING;

	if (any || strcmp(of, "system") == 0)
		best = standing(matter->system, 0, kinds, attributes, verified, 0, day);
	if (any || strcmp(of, "unit") == 0)
		best = Max(best, standing(0, matter->unit, kinds, attributes, verified, 0, day));
	if (any || strcmp(of, "provider") == 0)
		best = Max(best, standing(0, matter->provider, kinds, attributes, verified, 0, day));
	return best;
}

/*
 * compliance {"kind" | "kinds": ..., "title": ..., "of": "system" | "unit" |
 * "provider", "attributes": {...}, "verified": true, and what gov_rule_concerns()
 * reads}: one of these is recorded, valid on
 * the day of the act, states the attributes and, if asked, was verified by who
 * oversees the jurisdiction.
 */
static void
compliance(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	static const char *const wants[] = {"missing", "not_valid", "insufficient", "unverified"};
	static const char *const faults[] = {
		"\"%s\" is not recorded", "\"%s\" is not valid on the day of this act",
		"\"%s\" does not state what is asked of it", "\"%s\" was not verified"
	};
	int			count;
	char	  **kinds = kinds_of(parameters, &count);
	const char *title;
	Standing	best;

	if (!gov_rule_concerns(act->matter, parameters))
		return;
	best = best_standing(act, parameters, text_array(kinds, count));
	if (best == SHOWN)
		return;
	title = title_of(parameters, kinds[0]);
	gov_verdict_refuse(verdict, GOV_ERR_EVIDENCE, psprintf("%s_%s", kinds[0], wants[best]),
					   best == NOT_VERIFIED ? "Who oversees the jurisdiction confirms it with gov_cloud.verify_compliance()."
					   : psprintf("Record it with gov_cloud.record_compliance(kind => '%s').", kinds[0]),
					   faults[best], title);
}

/* declared {"kind": ..., "title": ...}: the matter's unit itself declares it, of the system or of itself */
static void
declared(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	int			count;
	char	  **kinds = gov_parameter_list(parameters, "kind", &count);

	if (!gov_rule_concerns(act->matter, parameters) ||
		standing(act->matter->system, act->matter->unit, text_array(kinds, count), NULL, false,
				 act->matter->unit, gov_local_date(act->occurred_at)) == SHOWN)
		return;
	gov_verdict_refuse(verdict, GOV_ERR_EVIDENCE, psprintf("%s_not_declared", kinds[0]),
					   psprintf("The unit declares it with gov_cloud.record_compliance(kind => '%s').", kinds[0]),
					   "the unit has not declared \"%s\"", title_of(parameters, kinds[0]));
}

/* NULL, or that a kind does not exist, or is (not) a declaration as the guard wants it */
static const char *
kinds_fault(Jsonb *parameters, bool declaration)
{
	static GovQuery query = {
		"SELECT declared FROM gov_cloud.compliance_kind WHERE kind OPERATOR(pg_catalog.=) $1",
		1, {TEXTOID}
	};
	int			count;
	char	  **kinds = kinds_of(parameters, &count);

	for (int i = 0; i < count; i++)
	{
		Datum		values[1] = {CStringGetTextDatum(kinds[i])};
		char	   *is_declared = gov_query_text(&query, values, NULL);

		if (is_declared == NULL)
			return psprintf("\"%s\" is no kind of compliance (gov_cloud.compliance_kind)", kinds[i]);
		if (declaration && is_declared[0] != 't')
			return psprintf("\"%s\" is not declared but proven: ask for it with guard compliance", kinds[i]);
	}
	return count > 0 ? NULL : "\"kind\" or \"kinds\" must name what is asked for";
}

/* registered kinds, of a system, unit or provider */
static const char *
check_compliance(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "", "kind kinds title of attributes verified min_mlps website_on network onboarding_kind");
	char	   *of = gov_parameter_text(parameters, "of");

	if (fault != NULL)
		return fault;
	if (of != NULL && strcmp(of, "system") != 0 && strcmp(of, "unit") != 0 && strcmp(of, "provider") != 0)
		return "\"of\" must be system, unit or provider";
	fault = gov_concerns_fault(parameters);
	return fault ? fault : kinds_fault(parameters, false);
}

/* one kind, which the party declares itself */
static const char *
check_declared(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "kind", "title min_mlps website_on network onboarding_kind");

	if (fault == NULL)
		fault = gov_concerns_fault(parameters);
	return fault ? fault : kinds_fault(parameters, true);
}

/* guards of the room */
void
gov_compliance_guard_init(void)
{
	gov_register_guard("compliance", compliance, check_compliance,
					   "one of these is on record, valid on the day, and states what is asked");
	gov_register_guard("declared", declared, check_declared,
					   "the unit itself has declared it, of the system or of itself");
}
