/*
 * policy_export.c
 *		A policy as one JSON document: its head, the rows of every part, and the
 *		forms of its own that the product does not ship.
 */
#include "rules/form.h"
#include "rules/exchange.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

/* fields of a form or section f, as register_form() takes them; %s: its section */
#define FIELDS(section, relation) \
	"(SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(" \
	"'field', d.field, 'title', d.title," \
	" 'type', pg_catalog.format_type(c.atttypid, c.atttypmod)," \
	" 'required', NULLIF(d.required, false), 'required_when', d.required_when," \
	" 'choices', (SELECT CASE WHEN pg_catalog.bool_and(o.choice OPERATOR(pg_catalog.=) o.title)" \
	"   THEN pg_catalog.jsonb_agg(o.choice ORDER BY o.position)" \
	"   ELSE pg_catalog.jsonb_object_agg(o.choice, o.title) END FROM gov_cloud.form_choice o" \
	"   WHERE o.form OPERATOR(pg_catalog.=) d.form AND o.section OPERATOR(pg_catalog.=) d.section" \
	"   AND o.field OPERATOR(pg_catalog.=) d.field)," \
	" 'open_choice', NULLIF(d.open_choice, false), 'format', d.format, 'minimum', d.minimum," \
	" 'means', d.means, 'totalled', NULLIF(d.totalled, false))) ORDER BY d.position)" \
	" FROM gov_cloud.form_field d JOIN pg_catalog.pg_attribute c ON c.attrelid OPERATOR(pg_catalog.=) pg_catalog.to_regclass(" relation ")" \
	" AND c.attname OPERATOR(pg_catalog.=) d.field" \
	" WHERE d.form OPERATOR(pg_catalog.=) f.code AND d.section OPERATOR(pg_catalog.=) " section ")"

#define DEFINITION \
	"pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object('fields', " FIELDS("''", "f.relation") "," \
	" 'sections', (SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(" \
	"'section', s.section, 'title', s.title, 'holds', s.holds, 'required', NULLIF(s.required, false)," \
	" 'fields', " FIELDS("s.section", "s.relation") ")) ORDER BY s.position)" \
	" FROM gov_cloud.form_section s WHERE s.form OPERATOR(pg_catalog.=) f.code)))"

/* the forms a policy prints or names that no other database has by itself */
#define OWN_FORMS \
	"SELECT f.* FROM gov_cloud.form f WHERE NOT f.builtin AND (f.policy OPERATOR(pg_catalog.=) $1" \
	" OR EXISTS (SELECT FROM gov_cloud.transition_guard g WHERE g.policy OPERATOR(pg_catalog.=) $1" \
	"  AND g.parameters OPERATOR(pg_catalog.->>) 'form' OPERATOR(pg_catalog.=) f.code)" \
	" OR EXISTS (SELECT FROM gov_cloud.transition_effect e WHERE e.policy OPERATOR(pg_catalog.=) $1" \
	"  AND e.parameters OPERATOR(pg_catalog.->>) 'form' OPERATOR(pg_catalog.=) f.code))"

/* see exchange.h */
bool
gov_policy_exists(const char *code)
{
	static GovQuery query = {
		"SELECT code FROM gov_cloud.policy WHERE code OPERATOR(pg_catalog.=) $1",
		1, {TEXTOID}
	};
	Datum		values[1];

	values[0] = CStringGetTextDatum(code);
	return gov_query_text(&query, values, NULL) != NULL;
}

/* see exchange.h */
char *
gov_form_definition(const char *form)
{
	static GovQuery query = {
		"SELECT (" DEFINITION ")::text FROM gov_cloud.form f WHERE f.code OPERATOR(pg_catalog.=) $1",
		1, {TEXTOID}
	};
	Datum		values[1];

	values[0] = CStringGetTextDatum(form);
	return gov_query_text(&query, values, NULL);
}

/* the statement that composes the document: one key a part, in the order of the parts */
static char *
document_sql(void)
{
	StringInfoData sql;

	initStringInfo(&sql);
	appendStringInfo(&sql,
					 "SELECT pg_catalog.jsonb_pretty(pg_catalog.jsonb_build_object("
					 "'format', '" GOV_DOCUMENT_FORMAT "', 'version', %d,"
					 " 'policy', (SELECT pg_catalog.to_jsonb(p) OPERATOR(pg_catalog.-)"
					 "  ARRAY['status', 'digest', 'published_at', 'builtin']"
					 "  FROM gov_cloud.policy p WHERE p.code OPERATOR(pg_catalog.=) $1),"
					 " 'forms', (SELECT COALESCE(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object("
					 "   'code', f.code, 'title', f.title, 'article', f.article,"
					 "   'own', f.policy OPERATOR(pg_catalog.=) $1 AND f.policy IS NOT NULL, 'definition', " DEFINITION ")"
					 "   ORDER BY f.code COLLATE pg_catalog.\"C\"), '[]') FROM (" OWN_FORMS ") f),"
					 " 'rows', pg_catalog.jsonb_build_object(", GOV_DOCUMENT_VERSION);
	for (int i = 0; i < gov_policy_parts(); i++)
		appendStringInfo(&sql,
						 "%s'%s', (SELECT COALESCE(pg_catalog.jsonb_agg(r.line ORDER BY r.line::text COLLATE pg_catalog.\"C\"), '[]')"
						 " FROM (SELECT pg_catalog.to_jsonb(t) OPERATOR(pg_catalog.-) ARRAY['policy', 'builtin']"
						 " FROM gov_cloud.%s t WHERE t.policy OPERATOR(pg_catalog.=) $1) r (line))",
						 i > 0 ? ", " : "", gov_policy_part(i)->table, gov_policy_part(i)->table);
	appendStringInfoString(&sql, ")))");
	return sql.data;
}

PG_FUNCTION_INFO_V1(gov_export_policy);

/* export_policy(policy): the document; the same rows make the same text, byte for byte */
Datum
gov_export_policy(PG_FUNCTION_ARGS)
{
	static GovQuery query = {NULL, 1, {TEXTOID}};
	char	   *code = text_to_cstring(PG_GETARG_TEXT_PP(0));
	Datum		values[1];

	if (query.sql == NULL)
		query.sql = MemoryContextStrdup(TopMemoryContext, document_sql());
	if (!gov_policy_exists(code))
		gov_refuse(GOV_ERR_POLICY, "policy_unknown", NULL, NULL, "there is no policy \"%s\"", code);
	values[0] = CStringGetTextDatum(code);
	PG_RETURN_TEXT_P(cstring_to_text(gov_query_text(&query, values, NULL)));
}
