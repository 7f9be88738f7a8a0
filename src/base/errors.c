/*
 * errors.c
 *		How a refusal is said, and the table of what each code means.
 */
#include "base/base.h"

#include <stdarg.h>

#include "funcapi.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"

typedef struct RefusalKind
{
	int			sqlstate;
	const char *code;			/* name without prefix, as docs cite it */
	const char *meaning;
} RefusalKind;

/* One line a kind; the order is the order of the codes. */
static const RefusalKind refusal_kinds[] = {
	{GOV_ERR_UNKNOWN_CALLER, "unknown_caller", "the login is no valid person here"},
	{GOV_ERR_WRONG_ROLE, "wrong_role", "the caller does not hold the role or power"},
	{GOV_ERR_WRONG_STATE, "wrong_state", "the action is not open in this state"},
	{GOV_ERR_EVIDENCE, "evidence_missing", "a required document is missing"},
	{GOV_ERR_GUARD, "guard_not_met", "a condition of the rule is not met"},
	{GOV_ERR_TIME_ORDER, "time_order", "before the last event, or in the future"},
	{GOV_ERR_OWN_MATTER, "own_matter", "nobody decides his own matter"},
	{GOV_ERR_NOT_VISIBLE, "not_visible", "not the caller's unit's, or does not exist"},
	{GOV_ERR_FORM, "form_incomplete", "form fields are missing or wrong, all are named"},
	{GOV_ERR_REQUEST, "request_reused", "the request id was used with other content"},
	{GOV_ERR_CONCURRENT, "concurrent_actor", "another actor was first"},
	{GOV_ERR_STORAGE, "storage_missing", "install_storage() has not run"},
	{GOV_ERR_POLICY, "policy_invalid", "a policy row is invalid or names the unknown"},
	{GOV_ERR_FROZEN, "frozen", "facts are never updated"},
	{GOV_ERR_CALENDAR, "calendar_range", "outside what a calendar can answer"},
	{GOV_ERR_ADMIN, "administrator_conflict", "the login holds two of the three administrator roles"},
	{GOV_ERR_BACKDATING, "backdating", "acting in the past needs the role for it"},
	{GOV_ERR_PRICE, "price_missing", "no price, or a gap in the price list"},
	{GOV_ERR_SOURCE, "source_invalid", "the settings of a source are wrong"},
	{GOV_ERR_CLONE, "clone_not_adopted", "a restored copy must be adopted first"},
	{GOV_ERR_OPEN_MATTER, "open_matter", "another matter already changes this system"},
	{GOV_ERR_DROP, "would_destroy_data", "dropping this would destroy data"},
	{GOV_ERR_IDENTITY, "identity_invalid", "the code or record of a party is not valid"},
	{GOV_ERR_VERSION, "version_mismatch", "the library and the installed SQL are of different versions"},
};

/* see base.h */
char *
gov_format(const char *fmt, va_list args)
{
	StringInfoData text;

	initStringInfo(&text);
	for (;;)
	{
		va_list		again;
		int			needed;

		va_copy(again, args);
		needed = appendStringInfoVA(&text, fmt, again);
		va_end(again);
		if (needed == 0)
			return text.data;
		enlargeStringInfo(&text, needed);
	}
}

/*
 * Ends the statement with a refusal: callers tell refusals apart by SQLSTATE
 * and by the machine code, which travels as CONSTRAINT because every client
 * driver hands that field on.
 */
void
gov_refuse(int sqlstate, const char *code, const char *article,
		   const char *hint, const char *fmt,...)
{
	va_list		args;
	char	   *message;

	va_start(args, fmt);
	message = gov_format(fmt, args);
	va_end(args);
	ereport(ERROR,
			(errcode(sqlstate),
			 errmsg_internal("%s", message),
			 article ? errdetail_internal("%s", article) : 0,
			 hint ? errhint("%s", hint) : 0,
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, code)));
	pg_unreachable();
}

PG_FUNCTION_INFO_V1(gov_error_code);

/* error_code(): the table of codes, for documents and tests */
Datum
gov_error_code(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < lengthof(refusal_kinds); i++)
	{
		Datum		values[3];
		bool		nulls[3] = {false};

		values[0] = CStringGetTextDatum(refusal_kinds[i].code);
		values[1] = CStringGetTextDatum(unpack_sql_state(refusal_kinds[i].sqlstate));
		values[2] = CStringGetTextDatum(refusal_kinds[i].meaning);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}
