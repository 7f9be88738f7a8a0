/*
 * identity.c
 *		Who is asking: session_user -> person -> organization.
 *
 * session_user and not current_user, because actions are SECURITY DEFINER.  An
 * OA login that serves many units names, for one transaction, on whose behalf
 * it speaks (act_as); a pooled connection cannot carry that over to the next.
 */
#include "base/base.h"

#include "access/xact.h"
#include "catalog/pg_authid.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "storage/proc.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/date.h"

/* the caller found for this session user on this day, until the transaction ends */
static GovCaller current;
static DateADT current_day;
static NameData current_login;
static Oid	current_user_oid = InvalidOid;

/* what act_as() said, and in which subtransaction; 0: nothing */
static int64 acting_organization = 0;
static int64 acting_person = 0;
static SubTransactionId acting_since = InvalidSubTransactionId;

/* the system actor, and in which subtransaction he was called in */
static bool acting_as_worker = false;
static SubTransactionId worker_since = InvalidSubTransactionId;

/* forgets the found caller: called when identity rows change */
void
gov_forget_caller(void)
{
	current_user_oid = InvalidOid;
}

/* nothing of this room outlives a transaction */
static void
end_of_transaction(XactEvent event, void *arg)
{
	if (event == XACT_EVENT_COMMIT || event == XACT_EVENT_ABORT ||
		event == XACT_EVENT_PREPARE || event == XACT_EVENT_PARALLEL_COMMIT ||
		event == XACT_EVENT_PARALLEL_ABORT)
	{
		gov_forget_caller();
		acting_organization = acting_person = 0;
		acting_since = InvalidSubTransactionId;
		acting_as_worker = false;
	}
}

/*
 * What was said inside a rolled back savepoint was never said: least of all may
 * an error that somebody catches leave him behind as the system actor.
 */
static void
end_of_subtransaction(SubXactEvent event, SubTransactionId mine,
					  SubTransactionId parent, void *arg)
{
	if (event == SUBXACT_EVENT_COMMIT_SUB)
	{
		if (acting_since == mine)
			acting_since = parent;
		if (worker_since == mine)
			worker_since = parent;
	}
	else if (event == SUBXACT_EVENT_ABORT_SUB)
	{
		gov_forget_caller();
		if (acting_since == mine)
		{
			acting_organization = acting_person = 0;
			acting_since = InvalidSubTransactionId;
		}
		if (worker_since == mine)
			acting_as_worker = false;
	}
}

/* today in Beijing, as validity ranges count it */
static Datum
today(void)
{
	return DateADTGetDatum(gov_local_date(gov_now()));
}

/* the valid person of a login: false when there is none */
static bool
find_person(const char *login, int64 *person, int64 *organization)
{
	static GovQuery query = {
		"SELECT p.id, p.organization FROM gov_cloud.person p"
		" JOIN gov_cloud.organization o ON o.id OPERATOR(pg_catalog.=) p.organization"
		" WHERE p.login OPERATOR(pg_catalog.=) $1"
		" AND p.valid OPERATOR(pg_catalog.@>) $2 AND o.valid OPERATOR(pg_catalog.@>) $2",
		2, {NAMEOID, DATEOID}
	};
	char	   *question = psprintf("person %s %d", login, DatumGetDateADT(today()));
	GovKnown	answer;
	NameData	name;
	Datum		values[2];
	bool		isnull;

	if (!gov_recall(question, &answer))
	{
		answer.first = answer.second = 0;
		namestrcpy(&name, login);
		values[0] = NameGetDatum(&name);
		values[1] = today();
		SPI_connect();
		if (gov_query(&query, values, NULL, false, 1) > 0)
		{
			answer.first = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull));
			answer.second = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2, &isnull));
		}
		SPI_finish();
		gov_remember(question, &answer);
	}
	*person = answer.first;
	*organization = answer.second;
	return answer.first != 0;
}

/*
 * The caller, or NULL when the login is no valid person and acts for none.
 * Found once a transaction: a change by another session counts from the next.
 */
const GovCaller *
gov_caller_or_null(void)
{
	int64		person = 0,
				organization = 0;
	bool		known;

	DateADT		day = gov_local_date(gov_now());

	if (current_user_oid == GetSessionUserId() && current_day == day)
		return &current;

	namestrcpy(&current_login, GetUserNameFromId(GetSessionUserId(), false));
	memset(&current, 0, sizeof(current));
	current.login = NameStr(current_login);
	if (acting_as_worker)
		current.worker = true;
	else
	{
		known = find_person(current.login, &person, &organization);
		if (!known && acting_person == 0)
			return NULL;
		current.own_organization = organization;
		current.organization = acting_organization ? acting_organization : organization;
		current.person = acting_person ? acting_person : person;
	}
	current_user_oid = GetSessionUserId();
	current_day = day;
	return &current;
}

/* see base.h */
const GovCaller *
gov_caller(void)
{
	const GovCaller *caller = gov_caller_or_null();

	if (caller == NULL)
		gov_refuse(GOV_ERR_UNKNOWN_CALLER, "unknown_caller", NULL,
				   "A security administrator registers the login with gov_cloud.register_person(), "
				   "or the login speaks for a person with gov_cloud.act_as().",
				   "login \"%s\" is no valid person of gov_cloud",
				   GetUserNameFromId(GetSessionUserId(), false));
	return caller;
}

/* see base.h; until the transaction ends, or on = false */
void
gov_act_as_worker(bool on)
{
	acting_as_worker = on;
	worker_since = GetCurrentSubTransactionId();
	gov_forget_caller();
}

/* see base.h */
bool
gov_role_held(int64 person, int64 organization, const char *role,
			  const char *jurisdiction, TimestampTz at)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.role_holding h"
		" JOIN gov_cloud.person p ON p.id OPERATOR(pg_catalog.=) h.person"
		" WHERE h.person OPERATOR(pg_catalog.=) $1"
		" AND ($2 OPERATOR(pg_catalog.=) 0 OR h.organization OPERATOR(pg_catalog.=) $2)"
		" AND h.role OPERATOR(pg_catalog.=) $3"
		" AND ($4 IS NULL OR h.jurisdiction OPERATOR(pg_catalog.=) $4)"
		" AND h.valid OPERATOR(pg_catalog.@>) $5 AND p.valid OPERATOR(pg_catalog.@>) $5",
		5, {INT8OID, INT8OID, TEXTOID, TEXTOID, DATEOID}
	};
	DateADT		day = gov_local_date(at);
	char	   *question = psprintf("role " INT64_FORMAT " " INT64_FORMAT " %s %s %d", person, organization,
									role, jurisdiction ? jurisdiction : "-", day);
	GovKnown	answer;
	Datum		values[5],
				result;
	bool		isnull;

	if (gov_recall(question, &answer))
		return answer.first != 0;
	values[0] = Int64GetDatum(person);
	values[1] = Int64GetDatum(organization);
	values[2] = CStringGetTextDatum(role);
	values[3] = jurisdiction ? CStringGetTextDatum(jurisdiction) : (Datum) 0;
	values[4] = DateADTGetDatum(day);
	answer.first = gov_query_datum(&query, values, jurisdiction ? "     " : "   n ", &result, &isnull);
	answer.second = 0;
	gov_remember(question, &answer);
	return answer.first != 0;
}

/*
 * Three administrators keep each other in check (GB/T 22239 8.1.4.2 d), so
 * membership counts only when granted; being superuser is not membership.
 */
static bool
is_administrator(const char *pg_role)
{
	Oid			role = get_role_oid(pg_role, true);

	return OidIsValid(role) && is_member_of_role_nosuper(GetSessionUserId(), role);
}

/* see base.h */
bool
gov_is_admin(const char *pg_role)
{
	return is_administrator(pg_role);
}

/* see base.h */
void
gov_require_admin(const char *pg_role)
{
	static const char *const administrators[] = {
		"gov_cloud_sysadmin", "gov_cloud_secadmin", "gov_cloud_auditor"
	};
	const char *login = GetUserNameFromId(GetSessionUserId(), false);
	int			held = 0;

	for (int i = 0; i < lengthof(administrators); i++)
		held += is_administrator(administrators[i]) ? 1 : 0;
	if (held > 1)
		gov_refuse(GOV_ERR_ADMIN, "administrator_conflict", "GB/T 22239 8.1.4.2 d",
				   "Revoke all but one of gov_cloud_sysadmin, gov_cloud_secadmin and gov_cloud_auditor from it.",
				   "login \"%s\" holds %d of the three administrator roles", login, held);
	if (!is_administrator(pg_role))
		gov_refuse(GOV_ERR_WRONG_ROLE, "administrator_missing", NULL,
				   psprintf("GRANT %s TO the login of the person in charge; being superuser is not enough.", pg_role),
				   "login \"%s\" is no member of %s", login, pg_role);
}

/*
 * The person meant by act_as(): by login, else by name, among those who belong
 * to the organization or hold a role for it.  Ambiguous or unknown is refused.
 */
static int64
find_represented(int64 organization, const char *person)
{
	static GovQuery query = {
		"SELECT p.id FROM gov_cloud.person p"
		" WHERE (p.login OPERATOR(pg_catalog.=) $2::name OR p.name OPERATOR(pg_catalog.=) $2)"
		" AND p.valid OPERATOR(pg_catalog.@>) $3"
		" AND (p.organization OPERATOR(pg_catalog.=) $1 OR EXISTS (SELECT FROM gov_cloud.role_holding h"
		" WHERE h.person OPERATOR(pg_catalog.=) p.id AND h.organization OPERATOR(pg_catalog.=) $1"
		" AND h.valid OPERATOR(pg_catalog.@>) $3))"
		" ORDER BY p.login OPERATOR(pg_catalog.=) $2::name DESC NULLS LAST, p.id",
		3, {INT8OID, TEXTOID, DATEOID}
	};
	Datum		values[3];
	bool		isnull;
	uint64		found;
	int64		id = 0;

	values[0] = Int64GetDatum(organization);
	values[1] = CStringGetTextDatum(person);
	values[2] = today();
	SPI_connect();
	found = gov_query(&query, values, NULL, false, 2);
	if (found > 0)
		id = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull));
	SPI_finish();
	if (found == 0)
		gov_refuse(GOV_ERR_IDENTITY, "person_unknown", NULL,
				   "Name a person who belongs to the organization or holds a role for it.",
				   "organization " INT64_FORMAT " has no person \"%s\"", organization, person);
	if (found > 1)
		gov_refuse(GOV_ERR_IDENTITY, "person_ambiguous", NULL,
				   "Name the person by his login.",
				   "organization " INT64_FORMAT " has more than one person \"%s\"", organization, person);
	return id;
}

/* may this login speak for the organization today? */
static bool
is_entitled(const char *login, int64 organization)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.entitlement e"
		" JOIN gov_cloud.organization o ON o.id OPERATOR(pg_catalog.=) e.organization"
		" WHERE e.login OPERATOR(pg_catalog.=) $1 AND e.organization OPERATOR(pg_catalog.=) $2"
		" AND e.valid OPERATOR(pg_catalog.@>) $3 AND o.valid OPERATOR(pg_catalog.@>) $3",
		3, {TEXTOID, INT8OID, DATEOID}
	};
	Datum		values[3],
				result;
	bool		isnull;

	values[0] = CStringGetTextDatum(login);
	values[1] = Int64GetDatum(organization);
	values[2] = today();
	return gov_query_datum(&query, values, NULL, &result, &isnull);
}

/* see base.h */
void
gov_act_as(int64 organization, const char *person)
{
	const char *login = GetUserNameFromId(GetSessionUserId(), false);
	int64		own_person,
				own_organization;

	if (!is_entitled(login, organization))
		gov_refuse(GOV_ERR_WRONG_ROLE, "not_entitled", NULL,
				   "A security administrator entitles the login with gov_cloud.entitle().",
				   "login \"%s\" may not act for organization " INT64_FORMAT, login, organization);
	if (person == NULL && !find_person(login, &own_person, &own_organization))
		gov_refuse(GOV_ERR_UNKNOWN_CALLER, "person_missing", NULL,
				   "Name the person who acts: a login that is no person itself cannot act without one.",
				   "login \"%s\" is no valid person of gov_cloud", login);
	acting_person = person ? find_represented(organization, person) : 0;
	acting_organization = organization;
	acting_since = GetCurrentSubTransactionId();
	gov_forget_caller();
}

PG_FUNCTION_INFO_V1(gov_act_as_sql);

/* act_as(organization, person): for the rest of this transaction */
Datum
gov_act_as_sql(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0))
		gov_refuse(GOV_ERR_IDENTITY, "organization_missing", NULL, NULL,
				   "act_as() needs an organization");
	gov_act_as(PG_GETARG_INT64(0),
			   PG_ARGISNULL(1) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(1)));
	PG_RETURN_VOID();
}

PG_FUNCTION_INFO_V1(gov_whoami);

/* whoami(): one row, plain columns; person and organization are null for a login nobody registered */
Datum
gov_whoami(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	const GovCaller *caller = gov_caller_or_null();
	Datum		values[4] = {0};
	bool		nulls[4] = {false, true, true, true};

	InitMaterializedSRF(fcinfo, 0);
	values[0] = CStringGetTextDatum(GetUserNameFromId(GetSessionUserId(), false));
	if (caller != NULL)
	{
		values[1] = Int64GetDatum(caller->person);
		values[2] = Int64GetDatum(caller->organization);
		values[3] = Int64GetDatum(caller->own_organization);
		nulls[1] = caller->person == 0;
		nulls[2] = caller->organization == 0;
		nulls[3] = caller->own_organization == 0;
	}
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	return (Datum) 0;
}

/* the state above is transactional, so it follows the transaction */
void
gov_identity_init(void)
{
	RegisterXactCallback(end_of_transaction, NULL);
	RegisterSubXactCallback(end_of_subtransaction, NULL);
}
