/*
 * delegation_give.c
 *		Giving and revoking delegations: by the person whose role it is, or for
 *		him by a security administrator; each deed audited and told.
 */
#include "base/delegation.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/datetime.h"

#define SECADMIN	"gov_cloud_secadmin"

/* a text argument that says something; refused by its name when it does not */
static char *
required_text(FunctionCallInfo fcinfo, int n, const char *name)
{
	char	   *said = PG_ARGISNULL(n) ? "" : text_to_cstring(PG_GETARG_TEXT_PP(n));

	if (gov_is_blank(said))
		gov_refuse(GOV_ERR_IDENTITY, psprintf("%s_missing", name), NULL, NULL, "%s must not be empty", name);
	return said;
}

/* an id argument, 0 when missing */
static int64
id_argument(FunctionCallInfo fcinfo, int n)
{
	return PG_ARGISNULL(n) ? 0 : PG_GETARG_INT64(n);
}

/*
 * Whose role it is: the caller's, unless an administrator says whose.  His row is
 * locked: of two that give the same at once, the second sees what the first did.
 */
static int64
find_principal(int64 named)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.person WHERE id OPERATOR(pg_catalog.=) $1 FOR NO KEY UPDATE", 1, {INT8OID}
	};
	const GovCaller *caller = gov_caller_or_null();
	Datum		values[1],
				result;
	bool		isnull;

	if (named != 0 && (caller == NULL || caller->person != named))
		gov_require_admin(SECADMIN);
	else
		named = gov_caller()->person;
	values[0] = Int64GetDatum(named);
	if (!gov_query_datum(&query, values, NULL, &result, &isnull))
		gov_refuse(GOV_ERR_IDENTITY, "person_unknown", NULL, NULL, "person " INT64_FORMAT " is not registered", named);
	return named;
}

/* where and for whom the principal holds the role, where that was left out and is one thing */
static void
complete(GovDelegation *delegation)
{
	static GovQuery query = {
		"SELECT organization, jurisdiction FROM gov_cloud.role_holding WHERE person OPERATOR(pg_catalog.=) $1"
		" AND role OPERATOR(pg_catalog.=) $2 AND valid OPERATOR(pg_catalog.@>) $3"
		" AND ($4 OPERATOR(pg_catalog.=) 0 OR organization OPERATOR(pg_catalog.=) $4)"
		" AND ($5 IS NULL OR jurisdiction OPERATOR(pg_catalog.=) $5)",
		5, {INT8OID, TEXTOID, DATEOID, INT8OID, TEXTOID}
	};
	MemoryContext caller = CurrentMemoryContext;
	Datum		values[5];
	uint64		n;
	bool		isnull;

	values[0] = Int64GetDatum(delegation->principal);
	values[1] = CStringGetTextDatum(delegation->role);
	values[2] = DateADTGetDatum(delegation->from);
	values[3] = Int64GetDatum(delegation->organization);
	values[4] = delegation->jurisdiction ? CStringGetTextDatum(delegation->jurisdiction) : (Datum) 0;
	SPI_connect();
	n = gov_query(&query, values, delegation->jurisdiction ? "     " : "    n", false, 2);
	if (n == 0)
		gov_refuse(GOV_ERR_WRONG_ROLE, "role_not_held", NULL,
				   "Only a role that the person holds himself, on the first day, is delegated; a delegate cannot pass it on.",
				   "person " INT64_FORMAT " does not hold role \"%s\" there", delegation->principal, delegation->role);
	if (n > 1)
		gov_refuse(GOV_ERR_IDENTITY, "role_ambiguous", NULL, "Name the organization and the jurisdiction.",
				   "role \"%s\" is held for more than one organization or jurisdiction", delegation->role);
	delegation->organization = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull));
	delegation->jurisdiction = MemoryContextStrdup(caller, SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2));
	SPI_finish();
}

/* who acts has to belong to the organization, or to act for it already */
static void
require_colleague(const GovDelegation *delegation)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.person p WHERE p.id OPERATOR(pg_catalog.=) $1 AND p.valid OPERATOR(pg_catalog.@>) $2"
		" AND (p.organization OPERATOR(pg_catalog.=) $3 OR EXISTS (SELECT FROM gov_cloud.role_holding h"
		" WHERE h.person OPERATOR(pg_catalog.=) p.id AND h.organization OPERATOR(pg_catalog.=) $3"
		" AND h.valid OPERATOR(pg_catalog.@>) $2))",
		3, {INT8OID, DATEOID, INT8OID}
	};
	Datum		values[3],
				result;
	bool		isnull;

	values[0] = Int64GetDatum(delegation->delegate);
	values[1] = DateADTGetDatum(delegation->from);
	values[2] = Int64GetDatum(delegation->organization);
	if (delegation->delegate == delegation->principal)
		gov_refuse(GOV_ERR_IDENTITY, "delegate_oneself", NULL, "Name another person.", "nobody acts for himself");
	if (!gov_query_datum(&query, values, NULL, &result, &isnull))
		gov_refuse(GOV_ERR_IDENTITY, "no_colleague", NULL,
				   "Name a person who belongs to the organization or holds a role for it.",
				   "organization " INT64_FORMAT " has no person " INT64_FORMAT " on that day",
				   delegation->organization, delegation->delegate);
}

/* some days, from today on */
static void
require_days(const GovDelegation *delegation)
{
	if (DATE_NOT_FINITE(delegation->from) || DATE_NOT_FINITE(delegation->until) ||
		delegation->from >= delegation->until)
		gov_refuse(GOV_ERR_IDENTITY, "days_empty", NULL,
				   "until_day is the first day on which it no longer holds; a delegation has an end.",
				   "this would hold on no day, or for ever");
	if (delegation->from < gov_local_date(gov_now()))
		gov_refuse(GOV_ERR_TIME_ORDER, "days_past", NULL, "Let it begin today.",
				   "nobody is made to have acted for another: a delegation does not begin in the past");
}

/* '2026-03-10' whatever the session's DateStyle */
static char *
iso_day(DateADT day)
{
	int			year,
				month,
				mday;

	j2date(day + POSTGRES_EPOCH_JDATE, &year, &month, &mday);
	return psprintf("%04d-%02d-%02d", year, month, mday);
}

/* the delegation in one line, for the audit; role and jurisdiction are codes */
static char *
canonical(const GovDelegation *delegation)
{
	return psprintf("{\"principal\": " INT64_FORMAT ", \"delegate\": " INT64_FORMAT ", \"organization\": " INT64_FORMAT
					", \"role\": \"%s\", \"jurisdiction\": \"%s\", \"from\": \"%s\", \"until\": \"%s\"}",
					delegation->principal, delegation->delegate, delegation->organization,
					delegation->role, delegation->jurisdiction,
					iso_day(delegation->from), iso_day(delegation->until));
}

/* audited and told, the caller's answers forgotten */
static void
announce(const GovDelegation *delegation)
{
	GovAudit	audit = {0};

	gov_forget_caller();
	audit.event = delegation->revoked ? "revoke_delegation" : "delegate";
	audit.object_kind = "delegation";
	audit.object_id = psprintf(INT64_FORMAT, delegation->id);
	audit.unit = delegation->organization;
	audit.jurisdiction = delegation->jurisdiction;
	audit.before = delegation->revoked ? canonical(delegation) : NULL;
	audit.after = delegation->revoked ? NULL : canonical(delegation);
	audit.note = delegation->reason;
	gov_audit(&audit);
	gov_tell_delegation(delegation);
}

/* writes the row; one that overlaps an equal one is refused */
static void
insert_delegation(GovDelegation *delegation)
{
	static GovQuery equal = {
		"SELECT id FROM gov_cloud.delegation WHERE principal OPERATOR(pg_catalog.=) $1"
		" AND delegate OPERATOR(pg_catalog.=) $2 AND organization OPERATOR(pg_catalog.=) $3"
		" AND role OPERATOR(pg_catalog.=) $4 AND jurisdiction OPERATOR(pg_catalog.=) $5"
		" AND valid OPERATOR(pg_catalog.&&) pg_catalog.daterange($6, $7) AND revoked_at IS NULL",
		7, {INT8OID, INT8OID, INT8OID, TEXTOID, TEXTOID, DATEOID, DATEOID}
	};
	static GovQuery query = {
		"INSERT INTO gov_cloud.delegation (principal, delegate, organization, role, jurisdiction, valid, reason,"
		" given_by, given_at) VALUES ($1, $2, $3, $4, $5, pg_catalog.daterange($6, $7), $8, $9, $10) RETURNING id",
		10, {INT8OID, INT8OID, INT8OID, TEXTOID, TEXTOID, DATEOID, DATEOID, TEXTOID, INT8OID, TIMESTAMPTZOID}
	};
	const GovCaller *caller = gov_caller_or_null();
	Datum		values[10],
				id;
	char		nulls[] = "          ";
	bool		isnull;

	values[0] = Int64GetDatum(delegation->principal);
	values[1] = Int64GetDatum(delegation->delegate);
	values[2] = Int64GetDatum(delegation->organization);
	values[3] = CStringGetTextDatum(delegation->role);
	values[4] = CStringGetTextDatum(delegation->jurisdiction);
	values[5] = DateADTGetDatum(delegation->from);
	values[6] = DateADTGetDatum(delegation->until);
	values[7] = CStringGetTextDatum(delegation->reason);
	values[8] = Int64GetDatum(caller ? caller->person : 0);
	nulls[8] = caller && caller->person ? ' ' : 'n';
	values[9] = TimestampTzGetDatum(gov_now());
	if (gov_query_datum(&equal, values, NULL, &id, &isnull))
		gov_refuse(GOV_ERR_IDENTITY, "delegation_known", NULL, "Revoke that one first, or choose other days.",
				   "delegation " INT64_FORMAT " already says so for some of these days", DatumGetInt64(id));
	gov_query_datum(&query, values, nulls, &id, &isnull);
	delegation->id = DatumGetInt64(id);
}

PG_FUNCTION_INFO_V1(gov_delegate);

/* delegate(to_person, role, until_day, reason, from_day, organization, jurisdiction, principal) */
Datum
gov_delegate(PG_FUNCTION_ARGS)
{
	GovDelegation delegation = {0};

	delegation.principal = find_principal(id_argument(fcinfo, 7));
	delegation.delegate = id_argument(fcinfo, 0);
	delegation.role = required_text(fcinfo, 1, "role");
	if (PG_ARGISNULL(2))
		gov_refuse(GOV_ERR_IDENTITY, "until_day_missing", NULL, "Name the first day on which it no longer holds.",
				   "a delegation has an end");
	delegation.until = PG_GETARG_DATEADT(2);
	delegation.reason = required_text(fcinfo, 3, "reason");
	gov_check_words(delegation.reason, "reason", GOV_MOST_REASON, true);
	delegation.from = PG_ARGISNULL(4) ? gov_local_date(gov_now()) : PG_GETARG_DATEADT(4);
	delegation.organization = id_argument(fcinfo, 5);
	delegation.jurisdiction = PG_ARGISNULL(6) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(6));
	require_days(&delegation);
	complete(&delegation);
	require_colleague(&delegation);
	insert_delegation(&delegation);
	announce(&delegation);
	PG_RETURN_INT64(delegation.id);
}

/* the delegation of that id, its row locked; false: there is none, or it was revoked */
static bool
lock_delegation(int64 id, GovDelegation *delegation)
{
	static GovQuery query = {
		"SELECT principal, delegate, organization, role, jurisdiction, pg_catalog.lower(valid), pg_catalog.upper(valid)"
		" FROM gov_cloud.delegation WHERE id OPERATOR(pg_catalog.=) $1 AND revoked_at IS NULL FOR UPDATE",
		1, {INT8OID}
	};
	MemoryContext caller = CurrentMemoryContext;
	Datum		values[1];
	bool		found,
				isnull;

	values[0] = Int64GetDatum(id);
	SPI_connect();
	found = gov_query(&query, values, NULL, false, 1) > 0;
	if (found)
	{
		HeapTuple	row = SPI_tuptable->vals[0];
		TupleDesc	desc = SPI_tuptable->tupdesc;

		delegation->id = id;
		delegation->principal = DatumGetInt64(SPI_getbinval(row, desc, 1, &isnull));
		delegation->delegate = DatumGetInt64(SPI_getbinval(row, desc, 2, &isnull));
		delegation->organization = DatumGetInt64(SPI_getbinval(row, desc, 3, &isnull));
		delegation->role = MemoryContextStrdup(caller, SPI_getvalue(row, desc, 4));
		delegation->jurisdiction = MemoryContextStrdup(caller, SPI_getvalue(row, desc, 5));
		delegation->from = DatumGetDateADT(SPI_getbinval(row, desc, 6, &isnull));
		delegation->until = DatumGetDateADT(SPI_getbinval(row, desc, 7, &isnull));
	}
	SPI_finish();
	return found;
}

PG_FUNCTION_INFO_V1(gov_revoke_delegation);

/* revoke_delegation(delegation, reason): at once; what was done by it stays done */
Datum
gov_revoke_delegation(PG_FUNCTION_ARGS)
{
	static GovQuery query = {
		"UPDATE gov_cloud.delegation SET revoked_at = $2, revoked_by = $3, revoked_for = $4"
		" WHERE id OPERATOR(pg_catalog.=) $1",
		4, {INT8OID, TIMESTAMPTZOID, INT8OID, TEXTOID}
	};
	int64		id = id_argument(fcinfo, 0);
	const GovCaller *caller = gov_caller_or_null();
	int64		person = caller ? caller->person : 0;
	GovDelegation delegation = {.revoked = true};
	Datum		values[4];
	bool		found;

	delegation.reason = required_text(fcinfo, 1, "reason");
	gov_check_words(delegation.reason, "reason", GOV_MOST_REASON, true);
	found = lock_delegation(id, &delegation);
	if (!gov_is_admin(SECADMIN) &&
		!(found && person != 0 && (person == delegation.principal || person == delegation.delegate)))
		gov_refuse(GOV_ERR_NOT_VISIBLE, "delegation_not_visible", NULL,
				   "It is revoked by who gave it, given back by who has it, or ended by a security administrator.",
				   "there is no delegation " INT64_FORMAT " that is yours to end", id);
	if (!found)
		gov_refuse(GOV_ERR_WRONG_STATE, "delegation_ended", NULL, NULL,
				   "there is no delegation " INT64_FORMAT ", or it was revoked", id);
	if (person != delegation.principal && person != delegation.delegate)
		gov_require_admin(SECADMIN);
	values[0] = Int64GetDatum(id);
	values[1] = TimestampTzGetDatum(gov_now());
	values[2] = Int64GetDatum(person);
	values[3] = CStringGetTextDatum(delegation.reason);
	SPI_connect();
	gov_query(&query, values, person ? "    " : "  n ", false, 0);
	SPI_finish();
	announce(&delegation);
	PG_RETURN_VOID();
}
