/*
 * obligation_open.c
 *		The duties that are owed by now: of each policy in force, each period of
 *		each rule, each who owes it, once.
 *
 * What is opened follows from rows alone (adoptions, local rules, role
 * holdings, systems in service), never from when the task ran: after an outage
 * of any length the same rows come to be.  Periods of a rule follow each other
 * without gap: each begins where the one before ended, the first on the day the
 * policy or its cadence began to hold.  Nothing is owed for days before that.
 * A policy that takes over from another begins with its first whole period,
 * because the one that runs is owed under the policy it began with.
 */
#include "duty/obligation.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(gov_obligations_in_force);

/* one rule in one jurisdiction, for as long as its policy rules there */
typedef struct Reign
{
	char	   *jurisdiction;
	char	   *policy;
	DateADT		from;
	DateADT		until;			/* the first day on which it no longer rules; DATEVAL_NOEND: it still does */
	bool		succeeds;		/* another policy ruled the day before */
	char	   *code;
	char	   *per;
	char	   *obligor;		/* role */
	char	   *cadence;		/* NULL: the text gives none */
	char	   *parameter;		/* NULL: none may give one */
	bool		standing;
} Reign;

/* a jurisdiction with each of those above it, nearest first */
#define ABOVE \
	"WITH RECURSIVE above (jurisdiction, code, distance) AS (" \
	"SELECT code, code, 0 FROM gov_cloud.jurisdiction" \
	" UNION ALL SELECT a.jurisdiction, j.parent, a.distance OPERATOR(pg_catalog.+) 1 FROM above a" \
	" JOIN gov_cloud.jurisdiction j ON j.code OPERATOR(pg_catalog.=) a.code WHERE j.parent IS NOT NULL)"

/* the policy that rules a jurisdiction on a day */
#define RULING(jurisdiction, day) \
	"(SELECT p.policy FROM above x JOIN gov_cloud.policy_adoption p ON p.jurisdiction OPERATOR(pg_catalog.=) x.code" \
	" WHERE x.jurisdiction OPERATOR(pg_catalog.=) " jurisdiction " AND p.valid OPERATOR(pg_catalog.@>) " day \
	" ORDER BY x.distance LIMIT 1)"

/* reads one; strings live in SPI's memory */
static Reign
read_reign(HeapTuple row, TupleDesc desc)
{
	bool		no_end,
				isnull;
	Datum		until = SPI_getbinval(row, desc, 4, &no_end);

	return (Reign)
	{
		.jurisdiction = SPI_getvalue(row, desc, 1),
		.policy = SPI_getvalue(row, desc, 2),
		.from = DatumGetDateADT(SPI_getbinval(row, desc, 3, &isnull)),
		.until = no_end ? DATEVAL_NOEND : DatumGetDateADT(until),
		.succeeds = DatumGetBool(SPI_getbinval(row, desc, 5, &isnull)),
		.code = SPI_getvalue(row, desc, 6),
		.per = SPI_getvalue(row, desc, 7),
		.obligor = SPI_getvalue(row, desc, 8),
		.cadence = SPI_getvalue(row, desc, 9),
		.parameter = SPI_getvalue(row, desc, 10),
		.standing = DatumGetBool(SPI_getbinval(row, desc, 11, &isnull))
	};
}

/*
 * Every rule of every policy that has ruled a jurisdiction up to that day, by
 * adoption there or above.  An adoption without a first day begins with the
 * policy's own effect.
 */
static Reign *
read_reigns(DateADT today, uint64 *count)
{
	static GovQuery query = {
		ABOVE ", edge (jurisdiction, day) AS ("
		" SELECT a.jurisdiction, b.day FROM above a JOIN gov_cloud.policy_adoption p ON p.jurisdiction OPERATOR(pg_catalog.=) a.code"
		" JOIN gov_cloud.policy l ON l.code OPERATOR(pg_catalog.=) p.policy,"
		" LATERAL (VALUES (COALESCE(pg_catalog.lower(p.valid), l.effective_from)), (pg_catalog.upper(p.valid))) AS b (day)"
		" WHERE b.day OPERATOR(pg_catalog.<=) $1 GROUP BY 1, 2),"
		" ruled (jurisdiction, day, policy, before) AS ("
		" SELECT e.jurisdiction, e.day, e.policy, pg_catalog.lag(e.policy) OVER (PARTITION BY e.jurisdiction ORDER BY e.day)"
		" FROM (SELECT jurisdiction, day, " RULING("edge.jurisdiction", "edge.day") " AS policy FROM edge) AS e),"
		" reign (jurisdiction, policy, from_day, until_day, succeeds) AS ("
		" SELECT jurisdiction, policy, day, pg_catalog.lead(day) OVER (PARTITION BY jurisdiction ORDER BY day), before IS NOT NULL"
		" FROM ruled WHERE policy IS DISTINCT FROM before)"
		" SELECT g.jurisdiction, g.policy, g.from_day, g.until_day, g.succeeds, r.code, r.per, r.obligor, r.cadence, r.parameter,"
		" r.kind OPERATOR(pg_catalog.=) 'standing' FROM reign g"
		" JOIN gov_cloud.obligation_rule r ON r.policy OPERATOR(pg_catalog.=) g.policy"
		" ORDER BY g.jurisdiction, g.from_day, r.code",
		1, {DATEOID}
	};
	Datum		values[1] = {DateADTGetDatum(today)};
	Reign	   *reigns;

	*count = gov_query(&query, values, NULL, false, 0);
	reigns = palloc(Max(*count, 1) * sizeof(Reign));
	for (uint64 i = 0; i < *count; i++)
		reigns[i] = read_reign(SPI_tuptable->vals[i], SPI_tuptable->tupdesc);
	return reigns;
}

/* ---- who owes one period ---- */

/*
 * Opens what is owed for the days [from, until) and returns how much was new.
 * It is owed by who held the role on any of those days up to today, for every
 * system that was in service, every unit and provider that was one.  Whoever
 * becomes one while the period lasts is found by a later run.  A standing duty
 * (cadence NULL) is owed by who holds the role today, since he holds it.
 */
static int64
open_period(const Reign *reign, const char *cadence, DateADT from, DateADT until, TimestampTz now)
{
	static GovQuery query = {
		"WITH held (organization, role, since) AS (SELECT h.organization, h.role, pg_catalog.min(pg_catalog.lower(h.valid))"
		" FROM gov_cloud.role_holding h"
		" WHERE h.jurisdiction OPERATOR(pg_catalog.=) $1 AND h.valid OPERATOR(pg_catalog.&&) pg_catalog.daterange($10, $11)"
		" AND h.role OPERATOR(pg_catalog.=) ANY (ARRAY[$5, 'using_unit', 'provider']) GROUP BY h.organization, h.role),"
		" served (id, unit_id, provider_id) AS (SELECT s.id, s.unit_id, s.provider_id FROM gov_cloud.system s"
		" WHERE s.jurisdiction OPERATOR(pg_catalog.=) $1 AND s.in_service OPERATOR(pg_catalog.&&) pg_catalog.daterange($10, $11)"
		" AND $4 OPERATOR(pg_catalog.=) ANY (ARRAY['system', 'unit'])),"
		" owed (obligor, system_id, subject, unit_id) AS ("
		" SELECT h.organization, NULL::bigint, NULL::bigint, h.organization FROM held h"
		"  WHERE $4 OPERATOR(pg_catalog.=) 'jurisdiction' AND h.role OPERATOR(pg_catalog.=) $5"
		" UNION SELECT s.unit_id, s.id, NULL, s.unit_id FROM served s"
		"  WHERE $4 OPERATOR(pg_catalog.=) 'system' AND $5 OPERATOR(pg_catalog.=) 'using_unit'"
		" UNION SELECT h.organization, s.id, NULL, s.unit_id FROM served s JOIN held h ON h.role OPERATOR(pg_catalog.=) $5"
		"  AND ($5 OPERATOR(pg_catalog.<>) 'provider' OR h.organization OPERATOR(pg_catalog.=) COALESCE(s.provider_id, h.organization))"
		"  WHERE $4 OPERATOR(pg_catalog.=) 'system' AND $5 OPERATOR(pg_catalog.<>) 'using_unit'"
		" UNION SELECT u.organization, NULL, u.organization, u.organization FROM held u"
		"  WHERE $4 OPERATOR(pg_catalog.=) 'unit' AND $5 OPERATOR(pg_catalog.=) 'using_unit' AND u.role OPERATOR(pg_catalog.=) 'using_unit'"
		" UNION SELECT h.organization, NULL, u.organization, u.organization FROM held u JOIN held h ON h.role OPERATOR(pg_catalog.=) $5"
		"  AND ($5 OPERATOR(pg_catalog.<>) 'provider' OR EXISTS (SELECT FROM served s WHERE s.unit_id OPERATOR(pg_catalog.=) u.organization"
		"   AND s.provider_id OPERATOR(pg_catalog.=) h.organization))"
		"  WHERE $4 OPERATOR(pg_catalog.=) 'unit' AND $5 OPERATOR(pg_catalog.<>) 'using_unit' AND u.role OPERATOR(pg_catalog.=) 'using_unit'"
		" UNION SELECT h.organization, NULL, p.organization, p.organization FROM held p JOIN held h ON h.role OPERATOR(pg_catalog.=) $5"
		"  AND ($5 OPERATOR(pg_catalog.<>) 'provider' OR h.organization OPERATOR(pg_catalog.=) p.organization)"
		"  WHERE $4 OPERATOR(pg_catalog.=) 'provider' AND p.role OPERATOR(pg_catalog.=) 'provider')"
		" INSERT INTO gov_cloud.obligation (unit_id, jurisdiction, provider_id, policy, code, obligor, system_id, subject, cadence,"
		" period, due_at, opened_at)"
		" SELECT w.unit_id, $1, COALESCE(NULLIF(w.obligor, w.unit_id), s.provider_id), $2, $3, w.obligor, w.system_id, w.subject, $6,"
		" pg_catalog.daterange(CASE WHEN $6 IS NULL THEN GREATEST($7, x.since) ELSE $7 END, $8), $9, $12 FROM owed w"
		" LEFT JOIN held x ON x.organization OPERATOR(pg_catalog.=) w.obligor AND x.role OPERATOR(pg_catalog.=) $5"
		" LEFT JOIN gov_cloud.system s ON s.id OPERATOR(pg_catalog.=) w.system_id"
		" ORDER BY w.obligor, w.system_id, w.subject ON CONFLICT DO NOTHING",
		12, {TEXTOID, TEXTOID, TEXTOID, TEXTOID, TEXTOID, TEXTOID, DATEOID, DATEOID, TIMESTAMPTZOID, DATEOID, DATEOID, TIMESTAMPTZOID}
	};
	DateADT		tomorrow = gov_local_date(now) + 1;
	Datum		values[12];
	char		nulls[] = "            ";

	values[0] = CStringGetTextDatum(reign->jurisdiction);
	values[1] = CStringGetTextDatum(reign->policy);
	values[2] = CStringGetTextDatum(reign->code);
	values[3] = CStringGetTextDatum(reign->per);
	values[4] = CStringGetTextDatum(reign->obligor);
	values[5] = cadence ? CStringGetTextDatum(cadence) : (Datum) 0;
	values[6] = DateADTGetDatum(from);
	values[7] = DateADTGetDatum(until);
	values[8] = cadence ? TimestampTzGetDatum(gov_local_midnight(until)) : (Datum) 0;
	nulls[5] = nulls[7] = nulls[8] = cadence ? ' ' : 'n';
	values[9] = DateADTGetDatum(cadence ? from : tomorrow - 1);
	values[10] = DateADTGetDatum(Min(until, tomorrow));
	values[11] = TimestampTzGetDatum(now);
	return (int64) gov_query(&query, values, nulls, false, 0);
}

/* ---- the periods of one rule ---- */

/* where its periods go on: the first day of the newest one opened; the reign's own where there is none */
static DateADT
resume_at(const Reign *reign, bool *resumed)
{
	static GovQuery query = {
		"SELECT pg_catalog.lower(o.period) FROM gov_cloud.obligation o WHERE o.policy OPERATOR(pg_catalog.=) $1"
		" AND o.code OPERATOR(pg_catalog.=) $2 AND o.jurisdiction OPERATOR(pg_catalog.=) $3"
		" AND pg_catalog.lower(o.period) OPERATOR(pg_catalog.>=) $4 ORDER BY o.due_at DESC LIMIT 1",
		4, {TEXTOID, TEXTOID, TEXTOID, DATEOID}
	};
	Datum		values[4] = {
		CStringGetTextDatum(reign->policy), CStringGetTextDatum(reign->code),
		CStringGetTextDatum(reign->jurisdiction), DateADTGetDatum(reign->from)
	};
	Datum		day;
	bool		isnull;

	*resumed = gov_query_datum(&query, values, NULL, &day, &isnull);
	return *resumed ? DatumGetDateADT(day) : reign->from;
}

/* how often, as of that day; NULL: nobody has said */
static char *
cadence_at(const Reign *reign, DateADT day)
{
	return reign->cadence ? reign->cadence :
		gov_parameter_value(reign->policy, reign->jurisdiction, reign->parameter, gov_local_midnight(day), NULL);
}

/* the next day after this one on which a local rule says how often; DATEVAL_NOEND: none does */
static DateADT
configured_after(const Reign *reign, DateADT day)
{
	static GovQuery query = {
		ABOVE " SELECT pg_catalog.min(pg_catalog.lower(l.valid)) FROM above a"
		" JOIN gov_cloud.local_rule l ON l.jurisdiction OPERATOR(pg_catalog.=) a.code"
		" WHERE a.jurisdiction OPERATOR(pg_catalog.=) $1 AND l.policy OPERATOR(pg_catalog.=) $2"
		" AND l.name OPERATOR(pg_catalog.=) $3 AND pg_catalog.lower(l.valid) OPERATOR(pg_catalog.>) $4",
		4, {TEXTOID, TEXTOID, TEXTOID, DATEOID}
	};
	Datum		values[4] = {
		CStringGetTextDatum(reign->jurisdiction), CStringGetTextDatum(reign->policy),
		CStringGetTextDatum(reign->parameter), DateADTGetDatum(day)
	};
	Datum		next;
	bool		isnull;

	(void) gov_query_datum(&query, values, NULL, &next, &isnull);
	return isnull ? DATEVAL_NOEND : DatumGetDateADT(next);
}

/*
 * The first day for which duties are kept here: that of the reign, or a later
 * one where a county that comes with years behind it says so in the parameter
 * obligations_from.
 */
static DateADT
kept_from(const Reign *reign, TimestampTz now)
{
	char	   *text = gov_parameter_value(reign->policy, reign->jurisdiction, "obligations_from", now, NULL);
	DateADT		from = text ? DatumGetDateADT(DirectFunctionCall1(date_in, CStringGetDatum(text))) : reign->from;

	return Max(from, reign->from);
}

/*
 * Opens every period that has begun by now, or the first until enough duties
 * are new; a successor lets the period it finds running pass.
 */
static int64
open_periods(const Reign *reign, TimestampTz now, int64 enough)
{
	DateADT		last = Min(gov_local_date(now), reign->until - 1);
	DateADT		from_day = kept_from(reign, now);
	bool		resumed;
	DateADT		day = Max(resume_at(reign, &resumed), from_day);
	bool		passes = reign->succeeds && !resumed && from_day == reign->from;
	int64		opened = 0;

	while (day <= last && opened < enough)
	{
		char	   *cadence = cadence_at(reign, day);
		DateADT		from,
					until;

		if (cadence == NULL)
		{
			day = configured_after(reign, day);
			passes = false;
			continue;
		}
		gov_period(cadence, day, &from, &until);
		if (!passes || from == day)
			opened += open_period(reign, cadence, day, until, now);
		passes = false;
		day = until;
	}
	return opened;
}

/* see obligation.h; answers how many duties are new; SPI is connected */
int64
gov_obligations_open(TimestampTz now, int64 enough)
{
	uint64		count;
	Reign	   *reigns = read_reigns(gov_local_date(now), &count);
	int64		opened = 0;

	for (uint64 i = 0; i < count && opened < enough; i++)
		opened += !reigns[i].standing ? open_periods(&reigns[i], now, enough - opened) :
			reigns[i].until > gov_local_date(now) ? open_period(&reigns[i], NULL, reigns[i].from, DATEVAL_NOEND, now) : 0;
	return opened;
}

/* ---- obligations_in_force() ---- */

/* what is owed today where the caller plays a part, and how often */
Datum
gov_obligations_in_force(PG_FUNCTION_ARGS)
{
	static GovQuery query = {
		ABOVE ", part (jurisdiction) AS (SELECT DISTINCT h.jurisdiction FROM gov_cloud.role_holding h"
		" WHERE h.organization OPERATOR(pg_catalog.=) $2 AND h.valid OPERATOR(pg_catalog.@>) $1)"
		" SELECT g.jurisdiction, g.policy, r.code, COALESCE(r.cadence, (SELECT l.value FROM above x"
		"  JOIN gov_cloud.local_rule l ON l.jurisdiction OPERATOR(pg_catalog.=) x.code"
		"  WHERE x.jurisdiction OPERATOR(pg_catalog.=) g.jurisdiction AND l.policy OPERATOR(pg_catalog.=) g.policy"
		"  AND l.name OPERATOR(pg_catalog.=) r.parameter AND l.valid OPERATOR(pg_catalog.@>) $1 ORDER BY x.distance LIMIT 1),"
		"  (SELECT q.value FROM gov_cloud.policy_parameter q WHERE q.policy OPERATOR(pg_catalog.=) g.policy"
		"  AND q.name OPERATOR(pg_catalog.=) r.parameter))"
		" FROM (SELECT part.jurisdiction, " RULING("part.jurisdiction", "$1") " AS policy FROM part) AS g"
		" JOIN gov_cloud.obligation_rule r ON r.policy OPERATOR(pg_catalog.=) g.policy ORDER BY 1, 3",
		2, {DATEOID, INT8OID}
	};
	const GovCaller *caller = gov_caller_or_null();
	Datum		values[2] = {
		DateADTGetDatum(gov_local_date(gov_now())),
		Int64GetDatum(caller ? caller->organization : 0)
	};

	gov_query_rows(fcinfo, &query, values, NULL);
	return (Datum) 0;
}
