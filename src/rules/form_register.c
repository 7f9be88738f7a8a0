/*
 * form_register.c
 *		register_form(): a form of a city's own.  Its tables are made here, in
 *		gov_cloud_data and of the product's owner, and not taken from elsewhere:
 *		a trigger on somebody's own table would run with the owner's rights.
 */
#include "rules/exchange.h"
#include "rules/form.h"
#include "rules/wording.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/formatting.h"

PG_FUNCTION_INFO_V1(gov_register_form);

/* types a field may have */
static const char *const types[] = {"text", "date", "integer", "bigint", "numeric", "boolean", "text[]", NULL};

/* columns every table of forms has, or that tell rows apart */
static const char *const reserved[] = {
	"matter", "seq", "unit_id", "jurisdiction", "provider_id", "form", "section", NULL
};

static const char *const formats[] = {"email", "ip", NULL};
static const char *const holdings[] = {"rows", "hosts", "changes", "services", NULL};

/* what a field may mean to the product */
static const char *const meanings[] = {
	"vcpu", "memory_gb", "storage_gb", "bandwidth_mbps",
	"vcpu_before", "memory_gb_before", "storage_gb_before", "bandwidth_mbps_before",
	"vcpu_after", "memory_gb_after", "storage_gb_after", "bandwidth_mbps_after",
	"quantity", "host_type", "name", "address", "remark", "category_l2", "category_l3", "service_name",
	"specification", "item", "self_procured", "deployment_network",
	"system_name", "mlps_level", "bearer_networks", "onboarding_kind", NULL
};

/* One complaint for a definition that is none. */
static void pg_attribute_noreturn()
refuse_definition(const char *message)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("%s", message),
			 errhint("For example: {\"fields\": [{\"field\": \"contact\", \"title\": \"联系人\", \"type\": \"text\", \"required\": true}], "
					 "\"sections\": [{\"section\": \"disks\", \"title\": \"云硬盘\", \"fields\": [...]}]}.")));
}

/* A name that can be a column and a key of JSON. */
static char *
take_name(Jsonb *object, const char *key)
{
	char	   *name = gov_parameter_text(object, key);

	if (name == NULL || *name < 'a' || *name > 'z' || strlen(name) > 40 ||
		strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") != strlen(name))
		refuse_definition(psprintf("\"%s\" of a form is a lower-case word of at most 40 letters, digits and _", key));
	for (int i = 0; reserved[i] != NULL; i++)
		if (strcmp(reserved[i], name) == 0)
			refuse_definition(psprintf("\"%s\" is a word of the product's own and cannot be a \"%s\"", name, key));
	return name;
}

/* A printed title. */
static char *
take_title(Jsonb *object)
{
	char	   *title = gov_parameter_text(object, "title");

	if (title == NULL || *gov_plain_text(title) == '\0')
		refuse_definition("every field and section of a form has a title");
	return title;
}

/* An array of objects; absent is empty. */
static Jsonb **
take_objects(Jsonb *object, const char *key, int *count)
{
	Jsonb	   *array = gov_parameter_object(object, key);
	Jsonb	  **objects;

	*count = 0;
	if (array == NULL)
		return NULL;
	if (!JB_ROOT_IS_ARRAY(array))
		refuse_definition(psprintf("\"%s\" is a list of objects", key));
	objects = palloc(Max(JB_ROOT_COUNT(array), 1) * sizeof(Jsonb *));
	for (int i = 0; i < JB_ROOT_COUNT(array); i++)
	{
		JsonbValue *element = getIthJsonbValueFromContainer(&array->root, i);

		if (element->type != jbvBinary)
			refuse_definition(psprintf("\"%s\" is a list of objects", key));
		objects[(*count)++] = JsonbValueToJsonb(element);
	}
	return objects;
}

/* the boxes of a field: {"code": "printed words"} or ["code", ...] */
static void
insert_choices(const char *form, const char *section, const char *field, Jsonb *object)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.form_choice (form, section, field, choice, title, position)"
		" VALUES ($1, $2, $3, $4, $5, $6)",
		6, {TEXTOID, TEXTOID, TEXTOID, TEXTOID, TEXTOID, INT4OID}
	};
	Jsonb	   *choices = gov_parameter_object(object, "choices");
	int			count = 0;
	char	  **codes = NULL;

	if (choices != NULL)
		codes = JB_ROOT_IS_OBJECT(choices) ? gov_parameter_keys(choices, &count) :
			gov_parameter_list(object, "choices", &count);
	for (int i = 0; i < count; i++)
	{
		char	   *title = JB_ROOT_IS_OBJECT(choices) ? gov_parameter_text(choices, codes[i]) : codes[i];
		Datum		values[6];

		if (title == NULL)
			refuse_definition("a choice has its printed words");
		values[0] = CStringGetTextDatum(form);
		values[1] = CStringGetTextDatum(section);
		values[2] = CStringGetTextDatum(field);
		values[3] = CStringGetTextDatum(codes[i]);
		values[4] = CStringGetTextDatum(title);
		values[5] = Int32GetDatum(i + 1);
		gov_query(&query, values, NULL, false, 0);
	}
}

/* one field: its row, and its column added to the list */
static void
insert_field(const char *form, const char *section, Jsonb *object, int position, StringInfo columns)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.form_field (form, section, field, title, required, required_when, open_choice,"
		" format, minimum, means, totalled, position) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
		12, {TEXTOID, TEXTOID, TEXTOID, TEXTOID, BOOLOID, JSONBOID, BOOLOID, TEXTOID, NUMERICOID, TEXTOID, BOOLOID, INT4OID}
	};
	const char *fault = gov_parameter_fault(object, "field title",
											"type required required_when choices open_choice format minimum means totalled");
	char	   *field;
	char	   *type = gov_parameter_text(object, "type");
	char	   *format = gov_parameter_text(object, "format");
	char	   *minimum = gov_parameter_text(object, "minimum");
	char	   *means = gov_parameter_text(object, "means");
	Jsonb	   *when = gov_parameter_object(object, "required_when");
	Datum		values[12] = {0};
	char		nulls[13] = "            ";

	if (fault != NULL)
		refuse_definition(psprintf("a field of the form: %s", fault));
	field = take_name(object, "field");
	gov_require_word("type", type, types);
	gov_require_word("format", format, formats);
	gov_require_word("meaning", means, meanings);
	values[0] = CStringGetTextDatum(form);
	values[1] = CStringGetTextDatum(section);
	values[2] = CStringGetTextDatum(field);
	values[3] = CStringGetTextDatum(take_title(object));
	values[4] = BoolGetDatum(gov_parameter_bool(object, "required", false));
	values[5] = when ? JsonbPGetDatum(when) : (Datum) 0;
	nulls[5] = when ? ' ' : 'n';
	values[6] = BoolGetDatum(gov_parameter_bool(object, "open_choice", false));
	values[7] = format ? CStringGetTextDatum(format) : (Datum) 0;
	nulls[7] = format ? ' ' : 'n';
	values[8] = minimum ? NumericGetDatum(gov_amount_numeric(gov_amount_parse(minimum))) : (Datum) 0;
	nulls[8] = minimum ? ' ' : 'n';
	values[9] = means ? CStringGetTextDatum(means) : (Datum) 0;
	nulls[9] = means ? ' ' : 'n';
	values[10] = BoolGetDatum(gov_parameter_bool(object, "totalled", false));
	values[11] = Int32GetDatum(position);
	gov_query(&query, values, nulls, false, 0);
	insert_choices(form, section, field, object);
	appendStringInfo(columns, ", %s %s", quote_identifier(field), type ? type : "text");
}

/*
 * The table of the head or of a section, with the columns by which row
 * security and the product find their way.
 */
static void
make_table(const char *relation, const char *title, const char *columns, bool head)
{
	gov_run(psprintf("CREATE TABLE gov_cloud_data.%1$s (matter bigint NOT NULL REFERENCES gov_cloud.matter%2$s,"
					 " unit_id bigint NOT NULL, jurisdiction text NOT NULL, provider_id bigint%3$s, PRIMARY KEY (%4$s));"
					 "COMMENT ON TABLE gov_cloud_data.%1$s IS %5$s",
					 quote_identifier(relation), head ? "" : ", seq integer NOT NULL", columns,
					 head ? "matter" : "matter, seq", quote_literal_cstr(title)));
}

/* the name of a table, from the form's code */
static char *
table_name(const char *code, const char *section)
{
	char	   *name = psprintf("form_%s%s%s", asc_tolower(code, strlen(code)), section ? "_" : "", section ? section : "");

	for (char *p = name; *p != '\0'; p++)
		if (*p == '-')
			*p = '_';
	if (strlen(name) >= NAMEDATALEN)
		refuse_definition(psprintf("the names \"%s\" and \"%s\" are too long together", code, section ? section : ""));
	if (gov_storage_exists(name))
		refuse_definition(psprintf("table \"gov_cloud_data.%s\" exists already", name));
	return name;
}

/* fields of the head or of a section, and their table */
static void
make_part(const char *code, const char *section, const char *title, const char *relation, Jsonb *object)
{
	StringInfoData columns;
	int			count;
	Jsonb	  **fields = take_objects(object, "fields", &count);

	if (count == 0)
		refuse_definition("a form and each of its sections has fields");
	initStringInfo(&columns);
	for (int i = 0; i < count; i++)
		insert_field(code, section ? section : "", fields[i], i + 1, &columns);
	make_table(relation, title, columns.data, section == NULL);
}

/* one section: its row, fields and table */
static void
insert_section(const char *code, Jsonb *object, int position)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.form_section (form, section, title, relation, holds, required, position)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7)",
		7, {TEXTOID, TEXTOID, TEXTOID, TEXTOID, TEXTOID, BOOLOID, INT4OID}
	};
	const char *fault = gov_parameter_fault(object, "section title fields", "holds required");
	char	   *holds = gov_parameter_text(object, "holds");
	char	   *section;
	char	   *relation;
	Datum		values[7];

	if (fault != NULL)
		refuse_definition(psprintf("a section of the form: %s", fault));
	section = take_name(object, "section");
	gov_require_word("kind of section", holds, holdings);
	relation = table_name(code, section);
	values[0] = CStringGetTextDatum(code);
	values[1] = CStringGetTextDatum(section);
	values[2] = CStringGetTextDatum(take_title(object));
	values[3] = CStringGetTextDatum(psprintf("gov_cloud_data.%s", relation));
	values[4] = CStringGetTextDatum(holds ? holds : "rows");
	values[5] = BoolGetDatum(gov_parameter_bool(object, "required", false));
	values[6] = Int32GetDatum(position);
	gov_query(&query, values, NULL, false, 0);
	make_part(code, section, take_title(object), relation, object);
}

/* see exchange.h */
void
gov_make_form(const char *code, const char *title, const char *article, const char *definition, const char *policy)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.form (code, title, relation, article, policy) VALUES ($1, $2, $3, $4, $5)",
		5, {TEXTOID, TEXTOID, TEXTOID, TEXTOID, TEXTOID}
	};
	char	   *relation;
	Jsonb	   *object;
	Jsonb	  **sections;
	Datum		values[5];
	int			count;

	gov_require_storage();
	if (strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-") != strlen(code) ||
		strlen(code) > 20 || !isalpha((unsigned char) *code))
		refuse_definition("the code of a form is a letter and at most 19 letters, digits and hyphens");
	if (gov_form_exists(code))
		ereport(ERROR,
				(errcode(ERRCODE_UNIQUE_VIOLATION),
				 errmsg("there is a form \"%s\" already", code),
				 errhint("A changed form is a new one: what was filed keeps its form."),
				 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "form_code_taken")));
	object = DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(definition)));
	if (!JB_ROOT_IS_OBJECT(object) || gov_parameter_fault(object, "fields", "sections") != NULL)
		refuse_definition("the definition of a form is an object with its fields, and sections where it has some");
	relation = table_name(code, NULL);
	values[0] = CStringGetTextDatum(code);
	values[1] = CStringGetTextDatum(title);
	values[2] = CStringGetTextDatum(psprintf("gov_cloud_data.%s", relation));
	values[3] = CStringGetTextDatum(article);
	values[4] = policy ? CStringGetTextDatum(policy) : (Datum) 0;

	SPI_connect();
	gov_query(&query, values, policy ? NULL : "    n", false, 0);
	make_part(code, NULL, title, relation, object);
	sections = take_objects(object, "sections", &count);
	for (int i = 0; i < count; i++)
		insert_section(code, sections[i], i + 1);
	SPI_finish();
	gov_protect_storage();
	gov_audit(&(GovAudit)
			  {
				  .event = "register_form", .object_kind = "form", .object_id = code, .after = definition
			  });
}

/* register_form(code, title, article, definition, policy) */
Datum
gov_register_form(PG_FUNCTION_ARGS)
{
	gov_require_storage();
	gov_require_admin("gov_cloud_sysadmin");
	for (int i = 0; i < 4; i++)
		if (PG_ARGISNULL(i))
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("a form has a code, a title, an article and a definition")));
	gov_make_form(gov_argument_text(fcinfo, 0), gov_argument_text(fcinfo, 1), gov_argument_text(fcinfo, 2),
				  gov_argument_text(fcinfo, 3), gov_argument_text(fcinfo, 4));
	PG_RETURN_VOID();
}
