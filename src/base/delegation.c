/*
 * delegation.c
 *		One person acts for another (代办): who may act for whom, in which role.
 *
 * A delegated role is the principal's: it counts while he holds it himself, and
 * who has it by delegation cannot pass it on.  It lets the delegate see what the
 * role sees and act on matters in it; the deed is recorded as his, for him.
 */
#include "base/delegation.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

static GovDelegationListener listeners[4];
static int	listener_count = 0;

/* see base.h */
void
gov_register_delegation_listener(GovDelegationListener listener)
{
	if (listener_count == lengthof(listeners))
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg_internal("too many listeners of delegations")));
	listeners[listener_count++] = listener;
}

/* see delegation.h */
void
gov_tell_delegation(const GovDelegation *delegation)
{
	for (int i = 0; i < listener_count; i++)
		listeners[i] (delegation);
}

/* asks the rows for whom a person may act; in the caller's memory */
static List *
find_principals(int64 person, int64 organization, const char *role, const char *jurisdiction, DateADT day)
{
	static GovQuery query = {
		"SELECT DISTINCT principal FROM gov_cloud.role_standing WHERE person OPERATOR(pg_catalog.=) $1"
		" AND organization OPERATOR(pg_catalog.=) $2 AND role OPERATOR(pg_catalog.=) $3"
		" AND jurisdiction OPERATOR(pg_catalog.=) $4 AND valid OPERATOR(pg_catalog.@>) $5"
		" AND principal IS NOT NULL ORDER BY principal",
		5, {INT8OID, INT8OID, TEXTOID, TEXTOID, DATEOID}
	};
	MemoryContext caller = CurrentMemoryContext;
	Datum		values[5];
	List	   *principals = NIL;
	uint64		n;

	values[0] = Int64GetDatum(person);
	values[1] = Int64GetDatum(organization);
	values[2] = CStringGetTextDatum(role);
	values[3] = CStringGetTextDatum(jurisdiction);
	values[4] = DateADTGetDatum(day);
	SPI_connect();
	n = gov_query(&query, values, NULL, false, 0);
	for (uint64 i = 0; i < n; i++)
	{
		MemoryContext old = MemoryContextSwitchTo(caller);
		int64	   *principal = palloc(sizeof(int64));
		bool		isnull;

		*principal = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1, &isnull));
		principals = lappend(principals, principal);
		MemoryContextSwitchTo(old);
	}
	SPI_finish();
	return principals;
}

/* see base.h; that there are none, which is the rule, is kept by the session */
List *
gov_role_delegated(int64 person, int64 organization, const char *role,
				   const char *jurisdiction, TimestampTz at)
{
	DateADT		day = gov_local_date(at);
	char	   *question = psprintf("delegated " INT64_FORMAT " " INT64_FORMAT " %s %s %d",
									person, organization, role, jurisdiction, day);
	GovKnown	answer;
	List	   *principals;

	if (gov_recall(question, &answer) && answer.first == 0)
		return NIL;
	principals = find_principals(person, organization, role, jurisdiction, day);
	answer.first = list_length(principals);
	answer.second = 0;
	gov_remember(question, &answer);
	return principals;
}

/* see base.h; whoever revokes it waits, or has done so */
bool
gov_delegation_hold(int64 principal, int64 delegate, int64 organization,
					const char *role, const char *jurisdiction, TimestampTz at)
{
	static GovQuery query = {
		"SELECT id FROM gov_cloud.delegation WHERE principal OPERATOR(pg_catalog.=) $1"
		" AND delegate OPERATOR(pg_catalog.=) $2 AND organization OPERATOR(pg_catalog.=) $3"
		" AND role OPERATOR(pg_catalog.=) $4 AND jurisdiction OPERATOR(pg_catalog.=) $5"
		" AND valid OPERATOR(pg_catalog.@>) $6 AND revoked_at IS NULL FOR SHARE",
		6, {INT8OID, INT8OID, INT8OID, TEXTOID, TEXTOID, DATEOID}
	};
	Datum		values[6],
				id;
	bool		isnull;

	values[0] = Int64GetDatum(principal);
	values[1] = Int64GetDatum(delegate);
	values[2] = Int64GetDatum(organization);
	values[3] = CStringGetTextDatum(role);
	values[4] = CStringGetTextDatum(jurisdiction);
	values[5] = DateADTGetDatum(gov_local_date(at));
	return gov_query_datum(&query, values, NULL, &id, &isnull);
}

/* see base.h */
char *
gov_person_name(int64 person)
{
	static GovQuery query = {
		"SELECT name FROM gov_cloud.person WHERE id OPERATOR(pg_catalog.=) $1", 1, {INT8OID}
	};
	Datum		values[1];

	values[0] = Int64GetDatum(person);
	return gov_query_text(&query, values, NULL);
}

/* see base.h */
int64
gov_person_among(List *persons, const char *named)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.person WHERE id OPERATOR(pg_catalog.=) $1"
		" AND (login OPERATOR(pg_catalog.=) $2::name OR name OPERATOR(pg_catalog.=) $2)",
		2, {INT8OID, TEXTOID}
	};
	ListCell   *cell;

	foreach(cell, persons)
	{
		Datum		values[2],
					result;
		bool		isnull;

		values[0] = Int64GetDatum(*(int64 *) lfirst(cell));
		values[1] = CStringGetTextDatum(named);
		if (gov_query_datum(&query, values, NULL, &result, &isnull))
			return *(int64 *) lfirst(cell);
	}
	return 0;
}
