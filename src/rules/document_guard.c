/*
 * document_guard.c
 *		Is the evidence there that a rule asks for?
 */
#include "rules/engine.h"
#include "rules/wording.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"

/*
 * Documents of these kinds filed with the matter, or with its system outside
 * any matter, that state these attributes (NULL asks for none) and were filed
 * by the party of this role (NULL: by anybody): an opinion on an application
 * is no opinion when the applicant wrote it.
 */
static bool
filed(const GovMatter *matter, Datum kinds, Jsonb *attributes, const char *by)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.document d WHERE (d.matter OPERATOR(pg_catalog.=) $1"
		" OR (d.matter IS NULL AND d.system_id OPERATOR(pg_catalog.=) $2))"
		" AND d.kind OPERATOR(pg_catalog.=) ANY ($3)"
		" AND ($4 IS NULL OR d.attributes OPERATOR(pg_catalog.@>) $4)"
		" AND ($5 IS NULL OR CASE WHEN $5 OPERATOR(pg_catalog.=) 'using_unit' THEN d.organization OPERATOR(pg_catalog.=) $6"
		" WHEN $5 OPERATOR(pg_catalog.=) 'provider' AND $7 OPERATOR(pg_catalog.<>) 0 THEN d.organization OPERATOR(pg_catalog.=) $7"
		" ELSE EXISTS (SELECT FROM gov_cloud.role_holding h WHERE h.organization OPERATOR(pg_catalog.=) d.organization"
		" AND h.role OPERATOR(pg_catalog.=) $5 AND h.jurisdiction OPERATOR(pg_catalog.=) $8"
		" AND h.valid OPERATOR(pg_catalog.@>) pg_catalog.date(pg_catalog.timezone('Asia/Shanghai', d.submitted_at))) END)",
		8, {INT8OID, INT8OID, TEXTARRAYOID, JSONBOID, TEXTOID, INT8OID, INT8OID, TEXTOID}
	};
	Datum		values[8];
	char		nulls[] = "        ";

	values[0] = Int64GetDatum(matter->id);
	values[1] = Int64GetDatum(matter->system);
	values[2] = kinds;
	values[3] = attributes ? JsonbPGetDatum(attributes) : (Datum) 0;
	nulls[3] = attributes ? ' ' : 'n';
	values[4] = by ? CStringGetTextDatum(by) : (Datum) 0;
	nulls[4] = by ? ' ' : 'n';
	values[5] = Int64GetDatum(matter->unit);
	values[6] = Int64GetDatum(matter->provider);
	values[7] = CStringGetTextDatum(matter->jurisdiction);
	return gov_query_text(&query, values, nulls) != NULL;
}

/* texts as text[] */
static Datum
text_array(char **texts, int count)
{
	Datum	   *items = palloc(Max(count, 1) * sizeof(Datum));

	for (int i = 0; i < count; i++)
		items[i] = CStringGetTextDatum(texts[i]);
	return PointerGetDatum(construct_array(items, count, TEXTOID, -1, false, TYPALIGN_INT));
}

/* does the system stand on this network, or does nobody know on which it stands? */
static bool
may_stand_on(const GovSystem *system, const char *network)
{
	Datum	   *networks;
	int			n;

	deconstruct_array(DatumGetArrayTypeP(system->bearer_networks), TEXTOID, -1, false, TYPALIGN_INT,
					  &networks, NULL, &n);
	for (int i = 0; i < n; i++)
		if (strcmp(TextDatumGetCString(networks[i]), network) == 0)
			return true;
	return n == 0;
}

/* see rules.h */
bool
gov_document_filed(const GovMatter *matter, const char *kind, const char *by)
{
	char	   *kinds[] = {unconstify(char *, kind)};

	return filed(matter, text_array(kinds, 1), NULL, by);
}

/*
 * see rules.h.  A system not graded yet is neither below min_mlps nor above, so
 * nothing is asked of it until it is (and then at the next action that has
 * this guard).
 */
bool
gov_rule_concerns(const GovMatter *matter, Jsonb *parameters)
{
	int64		min_mlps = gov_parameter_int(parameters, "min_mlps", 0);
	char	   *website_on = gov_parameter_text(parameters, "website_on");
	char	   *network = gov_parameter_text(parameters, "network");
	int			nkinds;
	char	  **kinds = gov_parameter_list(parameters, "onboarding_kind", &nkinds);
	GovSystem  *system;

	if (min_mlps == 0 && website_on == NULL && network == NULL && nkinds == 0)
		return true;
	if (matter->system == 0)
		return false;
	system = gov_system_read(matter->system, false);
	return system->mlps_level >= min_mlps &&
		(nkinds == 0 || (system->onboarding_kind != NULL && gov_listed(kinds, nkinds, system->onboarding_kind))) &&
		(website_on == NULL || (system->website && may_stand_on(system, website_on))) &&
		(network == NULL || may_stand_on(system, network));
}

/* see rules.h */
const char *
gov_concerns_fault(Jsonb *parameters)
{
	int64		min_mlps = gov_parameter_int(parameters, "min_mlps", 1);

	return min_mlps >= 1 && min_mlps <= 5 ? NULL : "\"min_mlps\" must be a level from 1 to 5";
}

/*
 * evidence {"kind": ..., "title": ..., "by": role, "attributes": {...},
 * "min_mlps": n, "website_on": network, "network": network, "onboarding_kind":
 * [...]}: such a document is filed by that party, and states these facts.
 */
static void
evidence(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	char	   *kind = gov_parameter_text(parameters, "kind");
	char	   *title = gov_parameter_text(parameters, "title");
	char	   *by = gov_parameter_text(parameters, "by");
	Jsonb	   *attributes = gov_parameter_object(parameters, "attributes");
	Datum		kinds = text_array(&kind, 1);

	if (!gov_rule_concerns(act->matter, parameters) || filed(act->matter, kinds, attributes, by))
		return;
	if (by != NULL && filed(act->matter, kinds, NULL, NULL) && !filed(act->matter, kinds, NULL, by))
		gov_verdict_refuse(verdict, GOV_ERR_EVIDENCE, psprintf("%s_by_other", kind),
						   psprintf("A person of the party with the role %s attaches it.", by),
						   "the document \"%s\" was not filed by %s", title ? title : kind, by);
	else if (attributes != NULL && filed(act->matter, kinds, NULL, by))
		gov_verdict_refuse(verdict, GOV_ERR_EVIDENCE, psprintf("%s_insufficient", kind),
						   psprintf("Attach one with gov_cloud.attach_document(kind => '%s', attributes => '%s').", kind,
									JsonbToCString(NULL, &attributes->root, VARSIZE(attributes))),
						   "the document \"%s\" does not state what is asked of it", title ? title : kind);
	else
		gov_verdict_refuse(verdict, GOV_ERR_EVIDENCE, psprintf("%s_missing", kind),
						   psprintf("Attach it with gov_cloud.attach_document(kind => '%s').", kind),
						   "the document \"%s\" is missing", title ? title : kind);
}

/* kind is asked for */
static const char *
check_evidence(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "kind", "title by attributes min_mlps website_on network onboarding_kind");

	return fault ? fault : gov_concerns_fault(parameters);
}

/* evidence_any {"kinds": [...], "title": ..., "by": role, "onboarding_kind": [...]}: one document of these kinds, by that party */
static void
evidence_any(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	int			count;
	char	  **kinds = gov_parameter_list(parameters, "kinds", &count);
	char	   *title = gov_parameter_text(parameters, "title");
	StringInfoData names;

	if (!gov_rule_concerns(act->matter, parameters) ||
		filed(act->matter, text_array(kinds, count), NULL, gov_parameter_text(parameters, "by")))
		return;
	initStringInfo(&names);
	for (int i = 0; i < count; i++)
		appendStringInfo(&names, "%s%s", i > 0 ? ", " : "", kinds[i]);
	gov_verdict_refuse(verdict, GOV_ERR_EVIDENCE, "evidence_missing",
					   psprintf("Attach one with gov_cloud.attach_document(); its kind is one of: %s.", names.data),
					   "the document \"%s\" is missing", title ? title : names.data);
}

/* kinds is a list */
static const char *
check_evidence_any(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "kinds", "title by onboarding_kind");
	int			count = 0;

	if (fault == NULL)
		(void) gov_parameter_list(parameters, "kinds", &count);
	return fault == NULL && count == 0 ? "\"kinds\" must list kinds of documents" : fault;
}

/* concerns {"min_mlps", "website_on", "network", "onboarding_kind"}: the rule is about such a system */
static void
concerns(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	if (!gov_rule_concerns(act->matter, parameters))
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "not_concerned", NULL,
						   "this is not for the system of the matter");
}

/* what gov_rule_concerns() reads */
static const char *
check_concerns(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "", "min_mlps website_on network onboarding_kind");

	return fault ? fault : gov_concerns_fault(parameters);
}

/* guards of this room */
void
gov_document_init(void)
{
	gov_register_guard("evidence", evidence, check_evidence,
					   "a document of this kind is filed and states the attributes asked for");
	gov_register_guard("evidence_any", evidence_any, check_evidence_any,
					   "a document of one of these kinds is filed");
	gov_register_guard("concerns", concerns, check_concerns,
					   "the rule is about such a system: its level, network, kind of onboarding, a website");
}
