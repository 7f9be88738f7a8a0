/*
 * policy_import.c
 *		A document becomes a draft, whole or not at all.
 *
 * What is wrong with it is told all at once: each part is written in one
 * statement, and where that fails, row by row to learn which rows are at fault.
 * Each try is a subtransaction; with any fault everything is undone.
 */
#include "rules/exchange.h"
#include "rules/form.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#define FAULTS_MAX	1000		/* named; beyond them only their number is told */

/* One import under way. */
typedef struct Import
{
	char	   *code;			/* of the draft */
	StringInfoData lines;		/* the faults */
	int			faults;
} Import;

/* statements of one part, made once a session */
typedef struct PartQueries
{
	GovQuery	insert;			/* (rows, code, nth or NULL) */
	GovQuery	strangers;		/* (rows): nth, key that is no column; key NULL: no object */
} PartQueries;

static void add_fault(Import *import, const char *fmt,...) pg_attribute_printf(2, 3);

/* one line more of what is wrong */
static void
add_fault(Import *import, const char *fmt,...)
{
	va_list		args;

	if (import->faults++ >= FAULTS_MAX)
		return;
	va_start(args, fmt);
	appendStringInfo(&import->lines, "%s%s", import->faults > 1 ? "\n" : "", gov_format(fmt, args));
	va_end(args);
}

/* faults of what was given, in contrast to those of the machine: data, integrity, our own refusals */
static bool
is_fault_of_data(int sqlstate)
{
	int			category = ERRCODE_TO_CATEGORY(sqlstate);

	return category == ERRCODE_DATA_EXCEPTION || category == ERRCODE_INTEGRITY_CONSTRAINT_VIOLATION ||
		category == ERRCODE_TO_CATEGORY(GOV_ERR_POLICY);
}

/* tries something that writes; NULL, or what the server says against it, with nothing written */
static char *
attempt(GovAttempt what, void *arg)
{
	ErrorData  *error = gov_attempt(what, arg);

	if (error == NULL)
		return NULL;
	if (!is_fault_of_data(error->sqlerrcode))
		ReThrowError(error);
	/* what a failing row contains, the reader has before him */
	return error->detail != NULL && error->sqlerrcode != ERRCODE_NOT_NULL_VIOLATION &&
		error->sqlerrcode != ERRCODE_CHECK_VIOLATION ?
		psprintf("%s (%s)", error->message, error->detail) : error->message;
}

/* the columns of a table that have a default, as one jsonb of them: what a document leaves out */
static char *
defaults_of(const char *table)
{
	static GovQuery query = {
		"SELECT pg_catalog.string_agg(pg_catalog.format('%L, %s', a.attname, pg_catalog.pg_get_expr(d.adbin, d.adrelid)), ', ')"
		" FROM pg_catalog.pg_attrdef d JOIN pg_catalog.pg_attribute a"
		" ON a.attrelid OPERATOR(pg_catalog.=) d.adrelid AND a.attnum OPERATOR(pg_catalog.=) d.adnum"
		" WHERE d.adrelid OPERATOR(pg_catalog.=) pg_catalog.to_regclass($1)",
		1, {TEXTOID}
	};
	Datum		values[1];

	values[0] = CStringGetTextDatum(psprintf("gov_cloud.%s", table));
	return gov_query_text(&query, values, NULL);
}

/* the two statements of a table; fixed: what the document may not say */
static PartQueries *
make_queries(const char *table, const char *key, const char *fixed)
{
	PartQueries *queries = MemoryContextAllocZero(TopMemoryContext, sizeof(PartQueries));

	queries->insert = (GovQuery) {
		MemoryContextStrdup(TopMemoryContext, psprintf(
			"INSERT INTO gov_cloud.%1$s SELECT r.* FROM pg_catalog.jsonb_array_elements($1) WITH ORDINALITY e (line, nth)"
			" CROSS JOIN LATERAL pg_catalog.jsonb_populate_record(NULL::gov_cloud.%1$s,"
			" pg_catalog.jsonb_build_object(%2$s) OPERATOR(pg_catalog.||) e.line"
			" OPERATOR(pg_catalog.||) pg_catalog.jsonb_build_object('%3$s', $2, 'builtin', false)) r"
			" WHERE $3 IS NULL OR e.nth OPERATOR(pg_catalog.=) $3", table, defaults_of(table), key)),
		3, {JSONBOID, TEXTOID, INT8OID}
	};
	queries->strangers = (GovQuery) {
		MemoryContextStrdup(TopMemoryContext, psprintf(
			"SELECT e.nth, k.key FROM pg_catalog.jsonb_array_elements($1) WITH ORDINALITY e (line, nth)"
			" LEFT JOIN LATERAL pg_catalog.jsonb_object_keys(CASE WHEN pg_catalog.jsonb_typeof(e.line) OPERATOR(pg_catalog.=) 'object'"
			"  THEN e.line ELSE '{}' END) k (key) ON true"
			" WHERE pg_catalog.jsonb_typeof(e.line) OPERATOR(pg_catalog.<>) 'object' OR k.key OPERATOR(pg_catalog.=) ANY (%s)"
			" OR (k.key IS NOT NULL AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a"
			"  WHERE a.attrelid OPERATOR(pg_catalog.=) pg_catalog.to_regclass('gov_cloud.%s') AND a.attname OPERATOR(pg_catalog.=) k.key"
			"  AND a.attnum OPERATOR(pg_catalog.>) 0 AND NOT a.attisdropped)) ORDER BY 1, 2", fixed, table)),
		1, {JSONBOID}
	};
	return queries;
}

/* of part i; the head is part -1 */
static PartQueries *
queries_of(int i)
{
	static PartQueries *head = NULL;
	static PartQueries *parts[GOV_PARTS_MAX] = {NULL};

	if (i < 0)
	{
		if (head == NULL)
			head = make_queries("policy", "code", "ARRAY['code', 'builtin', 'status', 'digest', 'published_at']");
		return head;
	}
	if (parts[i] == NULL)
		parts[i] = make_queries(gov_policy_part(i)->table, "policy", "ARRAY['policy', 'builtin']");
	return parts[i];
}

/* rows to be written: all of them, or the nth */
typedef struct RowsToWrite
{
	GovQuery   *insert;
	Jsonb	   *rows;
	const char *code;
	int64		nth;			/* 0: all */
} RowsToWrite;

/* the writing itself, as an attempt */
static void
write_rows(void *arg)
{
	RowsToWrite *write = arg;
	Datum		values[3];

	values[0] = JsonbPGetDatum(write->rows);
	values[1] = CStringGetTextDatum(write->code);
	values[2] = Int64GetDatum(write->nth);
	SPI_connect();
	gov_query(write->insert, values, write->nth == 0 ? "  n" : NULL, false, 0);
	SPI_finish();
}

/* names the elements that are no objects and the keys that are no columns; false: there are such */
static bool
check_strangers(Import *import, const char *table, GovQuery *query, Jsonb *rows)
{
	Datum		values[1];
	uint64		n;
	int			before = import->faults;
	List	   *found = NIL;
	ListCell   *cell;
	MemoryContext caller = CurrentMemoryContext;

	values[0] = JsonbPGetDatum(rows);
	SPI_connect();
	n = gov_query(query, values, NULL, false, FAULTS_MAX);
	for (uint64 i = 0; i < n; i++)
	{
		char	   *nth = SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1);
		char	   *key = SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 2);
		MemoryContext spi = MemoryContextSwitchTo(caller);

		found = lappend(found, key ? psprintf("%s %s: \"%s\" is no column that a document may give", table, nth, key) :
						psprintf("%s %s: is no object", table, nth));
		MemoryContextSwitchTo(spi);
	}
	SPI_finish();
	foreach(cell, found)
		add_fault(import, "%s", (char *) lfirst(cell));
	return import->faults == before;
}

/* writes the rows of one table; what cannot be written is named */
static void
import_rows(Import *import, const char *table, PartQueries *queries, Jsonb *rows)
{
	RowsToWrite write = {&queries->insert, rows, import->code, 0};

	if (!check_strangers(import, table, &queries->strangers, rows) || attempt(write_rows, &write) == NULL)
		return;
	for (write.nth = 1; write.nth <= JB_ROOT_COUNT(rows); write.nth++)
	{
		char	   *fault = attempt(write_rows, &write);

		if (fault != NULL)
			add_fault(import, "%s " INT64_FORMAT ": %s", table, write.nth, fault);
	}
}

/* an object as an array of one, as the statements want it */
static Jsonb *
array_of_one(Jsonb *object)
{
	JsonbParseState *state = NULL;
	JsonbValue	element;

	JsonbToJsonbValue(object, &element);
	pushJsonbValue(&state, WJB_BEGIN_ARRAY, NULL);
	pushJsonbValue(&state, WJB_ELEM, &element);
	return JsonbValueToJsonb(pushJsonbValue(&state, WJB_END_ARRAY, NULL));
}

/* the same object without one of its keys */
static Jsonb *
without_key(Jsonb *object, const char *key)
{
	return DatumGetJsonbP(DirectFunctionCall2(jsonb_delete, JsonbPGetDatum(object), CStringGetTextDatum(key)));
}

/* the rows of every part, the parts in the order in which they refer to each other */
static void
import_parts(Import *import, Jsonb *document)
{
	Jsonb	   *rows = gov_parameter_object(document, "rows");
	int			count;
	char	  **names = gov_parameter_keys(rows, &count);

	if (rows == NULL || !JB_ROOT_IS_OBJECT(rows))
	{
		add_fault(import, "rows: is no object of tables");
		return;
	}
	for (int k = 0; k < count; k++)
	{
		bool		known = false;

		for (int i = 0; i < gov_policy_parts() && !known; i++)
			known = strcmp(gov_policy_part(i)->table, names[k]) == 0;
		if (!known)
			add_fault(import, "rows: \"%s\" is no part of a policy here", names[k]);
	}
	for (int i = 0; i < gov_policy_parts(); i++)
	{
		const char *table = gov_policy_part(i)->table;
		Jsonb	   *part = gov_parameter_object(rows, table);

		if (part != NULL && JB_ROOT_IS_ARRAY(part))
			import_rows(import, table, queries_of(i), part);
		else if (part != NULL || gov_listed(names, count, table))
			add_fault(import, "%s: is no list of rows", table);
	}
}

/* the form to be made, as an attempt */
typedef struct FormToMake
{
	char	   *code,
			   *title,
			   *article,
			   *definition,
			   *policy;
} FormToMake;

/* see FormToMake */
static void
make_form(void *arg)
{
	FormToMake *form = arg;

	gov_make_form(form->code, form->title, form->article, form->definition, form->policy);
}

/* one form: made where it is new; where it is there, it has to be the same */
static void
import_form(Import *import, int nth, Jsonb *given)
{
	const char *fault = JB_ROOT_IS_OBJECT(given) ? gov_parameter_fault(given, "code title article definition", "own") : "is no object";
	Jsonb	   *definition = JB_ROOT_IS_OBJECT(given) ? gov_parameter_object(given, "definition") : NULL;
	FormToMake	form;

	if (fault == NULL && definition == NULL)
		fault = "definition is no object";
	if (fault != NULL)
	{
		add_fault(import, "forms %d: %s", nth, fault);
		return;
	}
	form.code = gov_parameter_text(given, "code");
	form.title = gov_parameter_text(given, "title");
	form.article = gov_parameter_text(given, "article");
	form.policy = gov_parameter_bool(given, "own", false) ? import->code : NULL;
	form.definition = JsonbToCString(NULL, &definition->root, VARSIZE(definition));
	if (form.code == NULL || form.title == NULL || form.article == NULL)
		add_fault(import, "forms %d: code, title and article are texts", nth);
	else if (!gov_form_exists(form.code))
	{
		fault = attempt(make_form, &form);
		if (fault != NULL)
			add_fault(import, "forms %d: %s", nth, fault);
	}
	else if (strcmp(gov_form_definition(form.code), form.definition) != 0)
		add_fault(import, "forms %d: there is another form \"%s\" already", nth, form.code);
}

/* the forms of the document, where it has any */
static void
import_forms(Import *import, Jsonb *document)
{
	Jsonb	   *forms = gov_parameter_object(document, "forms");

	if (forms == NULL)
		return;
	if (!JB_ROOT_IS_ARRAY(forms))
	{
		add_fault(import, "forms: is no list");
		return;
	}
	for (int i = 0; i < JB_ROOT_COUNT(forms); i++)
	{
		JsonbValue *element = getIthJsonbValueFromContainer(&forms->root, i);

		if (element->type == jbvBinary)
			import_form(import, i + 1, JsonbValueToJsonb(element));
		else
			add_fault(import, "forms %d: is no object", i + 1);
	}
}

/* is it a document of ours at all?  Else there is no use in going on. */
static void
check_document(Import *import, Jsonb *document)
{
	const char *fault = NULL;
	char	   *format;

	if (!JB_ROOT_IS_OBJECT(document))
		fault = "is no object";
	else
		fault = gov_parameter_fault(document, "format version policy rows", "forms");
	if (fault == NULL)
	{
		format = gov_parameter_text(document, "format");
		if (format == NULL || strcmp(format, GOV_DOCUMENT_FORMAT) != 0)
			fault = "format is not \"" GOV_DOCUMENT_FORMAT "\"";
		else if (strcmp(gov_parameter_text(document, "version") ? gov_parameter_text(document, "version") : "",
						CppAsString2(GOV_DOCUMENT_VERSION)) != 0)
			fault = "version is not " CppAsString2(GOV_DOCUMENT_VERSION);
		else if (gov_parameter_object(document, "policy") == NULL || !JB_ROOT_IS_OBJECT(gov_parameter_object(document, "policy")))
			fault = "policy is no object";
	}
	if (fault != NULL)
		add_fault(import, "document: %s", fault);
}

/* refuses with every fault named; what was written is undone with the statement */
static void
require_sound(const Import *import)
{
	if (import->faults == 0)
		return;
	gov_refuse(GOV_ERR_POLICY, "document_invalid",
			   import->faults <= FAULTS_MAX ? import->lines.data :
			   psprintf("%s\nand %d more", import->lines.data, import->faults - FAULTS_MAX),
			   "Nothing was written. Rows are counted from 1, as they stand in the document.",
			   "the document has %d faults", import->faults);
}

/* the text as JSON, of bounded size */
static Jsonb *
parse(const char *document)
{
	if (strlen(document) > GOV_DOCUMENT_MAX)
		gov_refuse(GOV_ERR_POLICY, "document_too_large", NULL, "A policy is a few hundred rows.",
				   "the document has %zu bytes, more than %d", strlen(document), GOV_DOCUMENT_MAX);
	return DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(document)));
}

PG_FUNCTION_INFO_V1(gov_import_policy);

/* import_policy(document, code): the code of the draft; NULL: the one the document names */
Datum
gov_import_policy(PG_FUNCTION_ARGS)
{
	Import		import = {0};
	Jsonb	   *document;
	Jsonb	   *head;
	GovAudit	audit = {0};

	gov_require_admin("gov_cloud_secadmin");
	document = parse(gov_argument_required(fcinfo, 0, "document"));
	initStringInfo(&import.lines);
	check_document(&import, document);
	require_sound(&import);
	head = gov_parameter_object(document, "policy");
	import.code = gov_argument_text(fcinfo, 1);
	if (import.code == NULL)
		import.code = gov_parameter_text(head, "code");
	if (import.code == NULL)
		add_fault(&import, "policy: has no code");
	else if (gov_policy_exists(import.code))
		add_fault(&import, "policy: \"%s\" exists already; give the draft another code", import.code);
	require_sound(&import);
	import_rows(&import, "policy", queries_of(-1), array_of_one(without_key(head, "code")));
	/* without its head nothing else could be told right from wrong */
	require_sound(&import);
	import_forms(&import, document);
	import_parts(&import, document);
	require_sound(&import);
	audit.event = "import_policy";
	audit.object_kind = "policy";
	audit.object_id = import.code;
	audit.after = JsonbToCString(NULL, &document->root, VARSIZE(document));
	gov_audit(&audit);
	PG_RETURN_TEXT_P(cstring_to_text(import.code));
}
