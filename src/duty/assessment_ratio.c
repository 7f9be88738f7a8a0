/*
 * assessment_ratio.c
 *		The formulas of this floor: how much of a unit is on the cloud, how many
 *		terms are kept, incidents solved, inspections answered.
 *
 * A ratio without a denominator is none, never 0 and never 1.
 */
#include "duty/assessment.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"

static GovTemporaryHomes temporary_homes = NULL;

/* see duty.h */
void
gov_register_temporary_homes(GovTemporaryHomes count)
{
	temporary_homes = count;
}

/* a knob of the policy that is true or false */
static bool
knob(const GovAssessed *of, const char *name, bool otherwise)
{
	char	   *value = gov_parameter_value(of->policy, of->jurisdiction, name,
											gov_local_midnight(of->last), NULL);

	return value ? strcmp(value, "true") == 0 : otherwise;
}

/* the moment of which the figures are: the end of the last day, or now */
static TimestampTz
moment_of(const GovAssessed *of)
{
	return Min(gov_local_midnight(of->last + 1), gov_now());
}

/* texts as an array; NULL: the parameter is not there */
static Datum
list_or_null(Jsonb *parameters, const char *key, char *null)
{
	int			count;
	char	  **list = gov_parameter_list(parameters, key, &count);
	Datum	   *items = palloc(Max(count, 1) * sizeof(Datum));

	*null = count == 0 ? 'n' : ' ';
	for (int i = 0; i < count; i++)
		items[i] = CStringGetTextDatum(list[i]);
	return PointerGetDatum(construct_array(items, count, TEXTOID, -1, false, TYPALIGN_INT));
}

/* a count of the first row */
static int64
count_of(int column)
{
	bool		isnull;

	return DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, column, &isnull));
}

typedef struct Systems			/* of a unit, at the end of a day */
{
	int64		total;
	int64		classified;
	int64		on_cloud;
	int64		on_cloud_classified;
} Systems;

/*
 * What the unit declared last, and at least what is registered: the register
 * knows only systems that came to the cloud's door.  What has left the cloud
 * counts as far as the declaration says that it is still there.
 */
static void
count_systems(const GovAssessed *of, Systems *systems)
{
	static GovQuery query = {
		"SELECT GREATEST(r.registered, COALESCE(c.total, 0)), GREATEST(r.classified, COALESCE(c.classified, 0)),"
		" r.on_cloud, r.on_cloud_classified"
		" FROM (SELECT pg_catalog.count(*) FILTER (WHERE s.status OPERATOR(pg_catalog.<>) 'exited' OR s.in_service OPERATOR(pg_catalog.@>) $3) AS registered,"
		"  pg_catalog.count(*) FILTER (WHERE s.classified AND s.status OPERATOR(pg_catalog.<>) 'exited') AS classified,"
		"  pg_catalog.count(*) FILTER (WHERE s.in_service OPERATOR(pg_catalog.@>) $3) AS on_cloud,"
		"  pg_catalog.count(*) FILTER (WHERE s.in_service OPERATOR(pg_catalog.@>) $3 AND s.classified) AS on_cloud_classified"
		"  FROM gov_cloud.system s WHERE s.unit_id OPERATOR(pg_catalog.=) $1 AND s.jurisdiction OPERATOR(pg_catalog.=) $2) r"
		" LEFT JOIN (SELECT n.total, n.classified FROM gov_cloud.system_census n WHERE n.unit_id OPERATOR(pg_catalog.=) $1"
		"  AND n.jurisdiction OPERATOR(pg_catalog.=) $2 AND n.counted_on OPERATOR(pg_catalog.<=) $3"
		"  ORDER BY n.counted_on DESC, n.id DESC LIMIT 1) c ON true",
		3, {INT8OID, TEXTOID, DATEOID}
	};
	Datum		values[3];

	values[0] = Int64GetDatum(of->organization);
	values[1] = CStringGetTextDatum(of->jurisdiction);
	values[2] = DateADTGetDatum(of->last);
	gov_query(&query, values, NULL, false, 1);
	systems->total = count_of(1);
	systems->classified = count_of(2);
	systems->on_cloud = count_of(3);
	systems->on_cloud_classified = count_of(4);
}

/*
 * Systems on the cloud of all of the unit's (zhejiang art. 22: of all).  With
 * exclude_classified_from_denominator classified ones, which cannot come, are
 * left out; the other reading is kept beside it.
 */
static void
cloudification_ratio(const GovAssessed *of, GovRatio *ratio)
{
	Systems		systems;
	bool		exclude = knob(of, "exclude_classified_from_denominator", false);
	int64		unclassified;

	count_systems(of, &systems);
	unclassified = systems.total - systems.classified;
	ratio->numerator = exclude ? systems.on_cloud - systems.on_cloud_classified : systems.on_cloud;
	ratio->denominator = exclude ? unclassified : systems.total;
	ratio->other = exclude ? "all systems" : "without classified systems";
	ratio->other_numerator = exclude ? systems.on_cloud : systems.on_cloud - systems.on_cloud_classified;
	ratio->other_denominator = exclude ? systems.total : unclassified;
}

/*
 * Unclassified systems that have come to the cloud (liuzhou art. 14, 30).  Those
 * in a recognised data centre count for the time being, unless
 * migration_counts_temporary is false; the other reading is kept beside it.
 */
static void
migration_rate(const GovAssessed *of, GovRatio *ratio)
{
	Systems		systems;
	bool		include = knob(of, "migration_counts_temporary", true);
	int64		migrated,
				staying;

	count_systems(of, &systems);
	migrated = systems.on_cloud - systems.on_cloud_classified;
	ratio->denominator = ratio->other_denominator = systems.total - systems.classified;
	staying = temporary_homes ? temporary_homes(of->organization, of->jurisdiction, of->last) : 0;
	staying = Min(staying, ratio->denominator - migrated);
	ratio->numerator = include ? migrated + staying : migrated;
	ratio->other_numerator = include ? migrated : migrated + staying;
	ratio->other = include ? "without temporary ones" : "with temporary ones";
}

/*
 * Terms kept of those that the organization owes, whoever's matter it is: by
 * the day they were due, so that each counts in one period.  What has no amount
 * was never due; what was cancelled came to nothing.
 */
static void
on_time_rate(const GovAssessed *of, GovRatio *ratio)
{
	static GovQuery query = {
		"SELECT pg_catalog.count(*) FILTER (WHERE d.status OPERATOR(pg_catalog.=) 'met' AND d.ended OPERATOR(pg_catalog.<=) $4),"
		" pg_catalog.count(*)"
		" FROM (SELECT t.*, pg_catalog.date(pg_catalog.timezone('Asia/Shanghai', t.closed_at)) AS ended FROM gov_cloud.deadline t) d"
		" JOIN gov_cloud.deadline_rule r ON r.policy OPERATOR(pg_catalog.=) d.policy AND r.code OPERATOR(pg_catalog.=) d.rule"
		" WHERE d.obligor OPERATOR(pg_catalog.=) $1 AND d.jurisdiction OPERATOR(pg_catalog.=) $2 AND d.due_at IS NOT NULL"
		" AND r.kind OPERATOR(pg_catalog.<>) 'earliest' AND d.due_on BETWEEN $3 AND $4"
		" AND ($6 IS NULL OR d.rule OPERATOR(pg_catalog.=) ANY ($6))"
		" AND NOT (d.status OPERATOR(pg_catalog.=) 'cancelled' AND d.ended OPERATOR(pg_catalog.<=) $4)"
		" AND (d.ended OPERATOR(pg_catalog.<=) $4 OR CASE WHEN d.exclusive THEN d.due_at OPERATOR(pg_catalog.<=) $5"
		"  ELSE d.due_at OPERATOR(pg_catalog.<) $5 END)",
		6, {INT8OID, TEXTOID, DATEOID, DATEOID, TIMESTAMPTZOID, TEXTARRAYOID}
	};
	Datum		values[6];
	char		nulls[6];

	memset(nulls, ' ', sizeof(nulls));
	values[0] = Int64GetDatum(of->organization);
	values[1] = CStringGetTextDatum(of->jurisdiction);
	values[2] = DateADTGetDatum(of->first);
	values[3] = DateADTGetDatum(of->last);
	values[4] = TimestampTzGetDatum(moment_of(of));
	values[5] = list_or_null(of->parameters, "deadline", &nulls[5]);
	gov_query(&query, values, nulls, false, 1);
	ratio->numerator = count_of(1);
	ratio->denominator = count_of(2);
}

/* for on_time_rate: perhaps only some rules; that they are the policy's is checked with the indicator */
static const char *
check_deadline(Jsonb *parameters)
{
	return gov_parameter_fault(parameters, "", "deadline");
}

/* incidents of the period that had a bound, and were solved by then */
static void
incident_in_time_rate(const GovAssessed *of, GovRatio *ratio)
{
	static GovQuery query = {
		"SELECT pg_catalog.count(*) FILTER (WHERE b.met AND b.ended OPERATOR(pg_catalog.<=) $4), pg_catalog.count(*)"
		" FROM gov_cloud.incident i, LATERAL (SELECT pg_catalog.min(d.due_at) AS due_at,"
		"  pg_catalog.bool_and(d.status OPERATOR(pg_catalog.=) 'met') AS met,"
		"  pg_catalog.max(pg_catalog.date(pg_catalog.timezone('Asia/Shanghai', d.closed_at))) AS ended FROM gov_cloud.deadline d"
		"  JOIN gov_cloud.deadline_rule r ON r.policy OPERATOR(pg_catalog.=) d.policy AND r.code OPERATOR(pg_catalog.=) d.rule"
		"  WHERE d.matter OPERATOR(pg_catalog.=) i.matter AND d.due_at IS NOT NULL AND d.status OPERATOR(pg_catalog.<>) 'cancelled'"
		"  AND EXISTS (SELECT FROM gov_cloud.transition_effect t WHERE t.policy OPERATOR(pg_catalog.=) r.policy"
		"   AND t.effect OPERATOR(pg_catalog.=) 'restore_incident' AND t.transition OPERATOR(pg_catalog.=) ANY (r.ends_on))) b"
		" WHERE i.jurisdiction OPERATOR(pg_catalog.=) $2"
		" AND (i.provider_id OPERATOR(pg_catalog.=) $1 OR i.unit_id OPERATOR(pg_catalog.=) $1)"
		" AND pg_catalog.date(pg_catalog.timezone('Asia/Shanghai', i.occurred_at)) BETWEEN $3 AND $4"
		" AND (b.ended OPERATOR(pg_catalog.<=) $4 OR b.due_at OPERATOR(pg_catalog.<) $5)"
		" AND ($6 IS NULL OR (SELECT g.level::text FROM gov_cloud.incident_grading g WHERE g.matter OPERATOR(pg_catalog.=) i.matter"
		"  ORDER BY g.id DESC LIMIT 1) OPERATOR(pg_catalog.=) ANY ($6))",
		6, {INT8OID, TEXTOID, DATEOID, DATEOID, TIMESTAMPTZOID, TEXTARRAYOID}
	};
	Datum		values[6];
	char		nulls[6];

	memset(nulls, ' ', sizeof(nulls));
	values[0] = Int64GetDatum(of->organization);
	values[1] = CStringGetTextDatum(of->jurisdiction);
	values[2] = DateADTGetDatum(of->first);
	values[3] = DateADTGetDatum(of->last);
	values[4] = TimestampTzGetDatum(moment_of(of));
	values[5] = list_or_null(of->parameters, "level", &nulls[5]);
	gov_query(&query, values, nulls, false, 1);
	ratio->numerator = count_of(1);
	ratio->denominator = count_of(2);
}

/* perhaps only some levels */
static const char *
check_level(Jsonb *parameters)
{
	return gov_parameter_fault(parameters, "", "level");
}

/* matters in which a risk was found in the period, and of these the ones in which it was put right */
static void
rectification_rate(const GovAssessed *of, GovRatio *ratio)
{
	static GovQuery query = {
		"SELECT pg_catalog.count(*) FILTER (WHERE EXISTS (SELECT FROM gov_cloud.matter_event e"
		"  WHERE e.matter OPERATOR(pg_catalog.=) f.matter AND e.completes AND e.transition OPERATOR(pg_catalog.=) ANY ($6)"
		"  AND pg_catalog.date(pg_catalog.timezone('Asia/Shanghai', e.occurred_at)) OPERATOR(pg_catalog.<=) $4)),"
		" pg_catalog.count(*)"
		" FROM (SELECT DISTINCT e.matter FROM gov_cloud.matter_event e WHERE e.unit_id OPERATOR(pg_catalog.=) $1"
		"  AND e.jurisdiction OPERATOR(pg_catalog.=) $2 AND e.completes AND e.transition OPERATOR(pg_catalog.=) ANY ($5)"
		"  AND pg_catalog.date(pg_catalog.timezone('Asia/Shanghai', e.occurred_at)) BETWEEN $3 AND $4) f",
		6, {INT8OID, TEXTOID, DATEOID, DATEOID, TEXTARRAYOID, TEXTARRAYOID}
	};
	Datum		values[6];
	char		nulls[6];

	memset(nulls, ' ', sizeof(nulls));
	values[0] = Int64GetDatum(of->organization);
	values[1] = CStringGetTextDatum(of->jurisdiction);
	values[2] = DateADTGetDatum(of->first);
	values[3] = DateADTGetDatum(of->last);
	values[4] = list_or_null(of->parameters, "found", &nulls[4]);
	values[5] = list_or_null(of->parameters, "rectified", &nulls[5]);
	gov_query(&query, values, nulls, false, 1);
	ratio->numerator = count_of(1);
	ratio->denominator = count_of(2);
}

/* which transitions say that a risk was found, and that it was put right */
static const char *
check_rectification(Jsonb *parameters)
{
	return gov_parameter_fault(parameters, "found rectified", "");
}

/* the formulas of this floor */
void
gov_ratio_formulas_init(void)
{
	gov_register_formula("cloudification_ratio", "unit", cloudification_ratio, NULL, "应用系统云计算化的比例",
						 "systems in service on the cloud of all of the unit's, declared or registered");
	gov_register_formula("migration_rate", "unit", migration_rate, NULL, "迁移上云率",
						 "unclassified systems on the cloud, or for the time being in a recognised data centre, of all unclassified ones");
	gov_register_formula("on_time_rate", NULL, on_time_rate, check_deadline, "按期办理率",
						 "terms due in the period that were kept by who owes them; {\"deadline\": [codes]}: of these rules alone");
	gov_register_formula("incident_in_time_rate", "provider", incident_in_time_rate, check_level, "故障按时恢复率",
						 "incidents of the period solved by their bound; {\"level\": [1, 2]}: of these levels alone");
	gov_register_formula("rectification_rate", NULL, rectification_rate, check_rectification, "整改完成率",
						 "{\"found\": [transitions], \"rectified\": [transitions]}: risks found in the period that were put right");
}
