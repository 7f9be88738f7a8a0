/*
 * notice_effect.c
 *		Notices as a rule orders them: to the parties of a matter, or to each
 *		unit whose systems a piece of work may affect, one by one.
 */
#include "duty/duty.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(gov_name_affected);

/* ---- what a notice says ---- */

/*
 * What people read of an act: which matter, what was done, when, with which
 * words; and of which system, where that is theirs to know.
 */
static char *
describe_act(const GovAct *act, bool of_system)
{
	static GovQuery query = {
		"SELECT pg_catalog.concat_ws(E'\\n',"
		" pg_catalog.format('事项：%s %s', m.id, p.title), CASE WHEN $3 THEN '系统：' OPERATOR(pg_catalog.||) s.name END,"
		" '办理：' OPERATOR(pg_catalog.||) t.title)"
		" FROM gov_cloud.matter AS m"
		" JOIN gov_cloud.procedure AS p ON p.policy OPERATOR(pg_catalog.=) m.policy AND p.code OPERATOR(pg_catalog.=) m.procedure"
		" JOIN gov_cloud.transition AS t ON t.policy OPERATOR(pg_catalog.=) m.policy AND t.code OPERATOR(pg_catalog.=) $2"
		" LEFT JOIN gov_cloud.system AS s ON s.id OPERATOR(pg_catalog.=) m.system_id"
		" WHERE m.id OPERATOR(pg_catalog.=) $1",
		3, {INT8OID, TEXTOID, BOOLOID}
	};
	Datum		values[3] = {
		Int64GetDatum(act->matter->id), CStringGetTextDatum(act->transition), BoolGetDatum(of_system)
	};
	char	   *what = gov_query_text(&query, values, NULL);

	return psprintf("%s\n时间：%s%s%s", what, gov_moment_text(act->occurred_at),
					act->opinion ? "\n意见：" : "", act->opinion ? act->opinion : "");
}

/* the notice of an act, without its recipient */
static GovNotice
notice_of(const GovAct *act, Jsonb *parameters)
{
	return (GovNotice)
	{
		.kind = gov_parameter_text(parameters, "kind"),
		.key = psprintf("event:" INT64_FORMAT, act->event),
		.unit = act->matter->unit,
		.jurisdiction = act->matter->jurisdiction,
		.matter = act->matter->id,
		.title = gov_parameter_text(parameters, "title"),
		.article = act->article
	};
}

/* ---- notify: the parties of the matter ---- */

/* is it the matter of a using unit, and not of an authority or a provider? */
static bool
is_of_unit(const GovMatter *matter)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.procedure WHERE policy OPERATOR(pg_catalog.=) $1 AND code OPERATOR(pg_catalog.=) $2"
		" AND subject IN ('system', 'unit')",
		2, {TEXTOID, TEXTOID}
	};
	Datum		values[2] = {CStringGetTextDatum(matter->policy), CStringGetTextDatum(matter->procedure)};

	return gov_query_text(&query, values, NULL) != NULL;
}

/*
 * Who plays this role in the matter: its unit where it is a unit's, its
 * provider, else all who hold the role there.
 */
static List *
players(const GovMatter *matter, const char *role, TimestampTz at)
{
	int64		own = 0;
	int64	   *player;

	if (strcmp(role, "using_unit") == 0 && is_of_unit(matter))
		own = matter->unit;
	else if (strcmp(role, "provider") == 0)
		own = matter->provider;

	if (own == 0)
		return gov_role_holders(role, matter->jurisdiction, at);
	player = palloc(sizeof(int64));
	*player = own;
	return list_make1(player);
}

/*
 * Effect notify {"to": [roles], "kind": ..., "title": ...}: each organization
 * that plays one of the roles is told of the act, once however many it plays.
 */
static void
notify(const GovAct *act, Jsonb *parameters)
{
	GovNotice	notice = notice_of(act, parameters);
	int			count;
	char	  **roles = gov_parameter_list(parameters, "to", &count);

	notice.body = describe_act(act, true);
	for (int i = 0; i < count; i++)
	{
		ListCell   *cell;

		foreach(cell, players(act->matter, roles[i], act->occurred_at))
		{
			notice.recipient = *(int64 *) lfirst(cell);
			(void) gov_notice(&notice);
		}
	}
}

/* a kind of notice is a lower-case code, as kinds of documents are */
static const char *
kind_fault(Jsonb *parameters)
{
	char	   *kind = gov_parameter_text(parameters, "kind");

	if (kind == NULL || *kind == '\0' || strspn(kind, "abcdefghijklmnopqrstuvwxyz_") != strlen(kind))
		return "\"kind\" must be a lower-case code, for example maintenance_planned";
	return NULL;
}

/* to lists roles; that they are the policy's is looked at with the obligations */
static const char *
check_notify(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "to kind title", "");
	int			count = 0;

	if (fault != NULL)
		return fault;
	(void) gov_parameter_list(parameters, "to", &count);
	return count == 0 ? "\"to\" must list roles" : kind_fault(parameters);
}

/* see duty.h: roles in "to" are parties of the policy */
void
gov_notice_check_policy(const char *policy, GovPolicyFaults *faults)
{
	static GovQuery query = {
		"SELECT 'transition ' OPERATOR(pg_catalog.||) e.transition OPERATOR(pg_catalog.||) ', effect notify', r.role"
		" FROM gov_cloud.transition_effect AS e, LATERAL pg_catalog.jsonb_array_elements_text("
		"CASE pg_catalog.jsonb_typeof(e.parameters OPERATOR(pg_catalog.->) 'to') WHEN 'array' THEN e.parameters OPERATOR(pg_catalog.->) 'to'"
		" ELSE pg_catalog.jsonb_build_array(e.parameters OPERATOR(pg_catalog.->) 'to') END) AS r (role)"
		" WHERE e.policy OPERATOR(pg_catalog.=) $1 AND e.effect OPERATOR(pg_catalog.=) 'notify' AND r.role IS NOT NULL"
		" ORDER BY e.transition, r.role",
		1, {TEXTOID}
	};
	Datum		values[1] = {CStringGetTextDatum(policy)};
	uint64		n = gov_query(&query, values, NULL, false, 0);

	for (uint64 i = 0; i < n; i++)
		gov_policy_require_role(faults, SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1),
								SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 2));
}

/* ---- notify_affected: a unit at a time ---- */

/* the named systems of one unit, as one line */
typedef struct AffectedUnit
{
	int64		unit;
	char	   *systems;
} AffectedUnit;

/* the units whose systems were named, with those systems */
static List *
affected_units(int64 matter)
{
	static GovQuery query = {
		"SELECT a.unit_id, pg_catalog.string_agg(s.name, '、' ORDER BY s.id) FROM gov_cloud.affected_system AS a"
		" JOIN gov_cloud.system AS s ON s.id OPERATOR(pg_catalog.=) a.system_id"
		" WHERE a.matter OPERATOR(pg_catalog.=) $1 GROUP BY a.unit_id ORDER BY a.unit_id",
		1, {INT8OID}
	};
	Datum		values[1] = {Int64GetDatum(matter)};
	List	   *units = NIL;
	uint64		n = gov_query(&query, values, NULL, false, 0);

	for (uint64 i = 0; i < n; i++)
	{
		AffectedUnit *unit = palloc(sizeof(AffectedUnit));
		bool		isnull;

		unit->unit = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1, &isnull));
		unit->systems = SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 2);
		units = lappend(units, unit);
	}
	return units;
}

/* keeps which notice told the unit of each of its systems */
static void
record_told(int64 matter, int64 unit, int64 notice)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.affected_notice (matter, system_id, notice, unit_id, jurisdiction, provider_id)"
		" SELECT a.matter, a.system_id, $3, a.unit_id, a.jurisdiction, a.provider_id FROM gov_cloud.affected_system AS a"
		" WHERE a.matter OPERATOR(pg_catalog.=) $1 AND a.unit_id OPERATOR(pg_catalog.=) $2",
		3, {INT8OID, INT8OID, INT8OID}
	};
	Datum		values[3] = {Int64GetDatum(matter), Int64GetDatum(unit), Int64GetDatum(notice)};

	gov_query(&query, values, NULL, false, 0);
}

/*
 * Effect notify_affected {"kind": ..., "title": ...}: every unit with a named
 * system has a notice of its own, which names its systems and nobody else's
 * (suqian art. 27, huoqiu art. 18).
 */
static void
notify_affected(const GovAct *act, Jsonb *parameters)
{
	GovNotice	notice = notice_of(act, parameters);
	char	   *what = describe_act(act, false);
	ListCell   *cell;

	foreach(cell, affected_units(act->matter->id))
	{
		AffectedUnit *unit = lfirst(cell);
		int64		id;

		notice.recipient = unit->unit;
		notice.unit = unit->unit;
		notice.body = psprintf("%s\n可能受影响的系统：%s", what, unit->systems);
		id = gov_notice(&notice);
		if (id != 0)
			record_told(act->matter->id, unit->unit, id);
	}
}

/* kind and title */
static const char *
check_notify_affected(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "kind title", "");

	return fault ? fault : kind_fault(parameters);
}

/* ---- the guards ---- */

/* names of affected systems of the matter whose unit was not told; all: told or not; NULL: none */
static char *
affected_systems(int64 matter, bool all)
{
	static GovQuery query = {
		"SELECT pg_catalog.string_agg(s.name, '、' ORDER BY s.id) FROM gov_cloud.affected_system AS a"
		" JOIN gov_cloud.system AS s ON s.id OPERATOR(pg_catalog.=) a.system_id"
		" WHERE a.matter OPERATOR(pg_catalog.=) $1 AND ($2 OR NOT EXISTS (SELECT FROM gov_cloud.affected_notice AS n"
		" WHERE n.matter OPERATOR(pg_catalog.=) a.matter AND n.system_id OPERATOR(pg_catalog.=) a.system_id))",
		2, {INT8OID, BOOLOID}
	};
	Datum		values[2] = {Int64GetDatum(matter), BoolGetDatum(all)};

	return gov_query_text(&query, values, NULL);
}

/* affected_named {}: who may be affected has been said */
static void
affected_named(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	if (affected_systems(act->matter->id, true) == NULL)
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "affected_not_named",
						   "Name them with gov_cloud.name_affected(matter, systems).",
						   "no system that may be affected has been named");
}

/* affected_notified {}: every unit with a named system was told; nobody named, nobody to be told */
static void
affected_notified(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	char	   *untold = affected_systems(act->matter->id, false);

	if (untold != NULL)
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "affected_not_notified",
						   "Notify the units first; gov_cloud.v_affected shows who was told.",
						   "the units of these systems were not told: %s", untold);
}

/* no parameters */
static const char *
check_nothing(Jsonb *parameters)
{
	return gov_parameter_fault(parameters, "", "");
}

/* ---- name_affected() ---- */

/* one number of the list; refuses what is none */
static int64
system_number(const char *word)
{
	char	   *end;
	int64		id;

	errno = 0;
	id = strtoll(word, &end, 10);
	end += strspn(end, " ");
	if (errno != 0 || end == word || *end != '\0')
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"%s\" is no number of a system", word),
				 errhint("Give the systems' numbers separated by commas, or all.")));
	return id;
}

/* one system, once a matter; who names it must see it */
static void
name_system(const GovMatter *matter, int64 id)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.affected_system (matter, system_id, unit_id, jurisdiction, provider_id, named_by, named_at)"
		" VALUES ($1, $2, $3, $4, NULLIF($5, 0), $6, $7) ON CONFLICT DO NOTHING",
		7, {INT8OID, INT8OID, INT8OID, TEXTOID, INT8OID, INT8OID, TIMESTAMPTZOID}
	};
	GovSystem  *system = gov_system_read(id, false);
	Datum		values[7];

	if (!gov_row_visible(system->unit, system->provider, system->jurisdiction))
		gov_system_refuse(id);
	if (strcmp(system->jurisdiction, matter->jurisdiction) != 0)
		gov_refuse(GOV_ERR_GUARD, "affected_elsewhere", NULL, NULL,
				   "system \"%s\" is of another jurisdiction than the matter", system->name);
	values[0] = Int64GetDatum(matter->id);
	values[1] = Int64GetDatum(id);
	values[2] = Int64GetDatum(system->unit);
	values[3] = CStringGetTextDatum(system->jurisdiction);
	values[4] = Int64GetDatum(matter->provider);
	values[5] = Int64GetDatum(gov_caller()->person);
	values[6] = TimestampTzGetDatum(gov_now());
	gov_query(&query, values, NULL, false, 0);
}

/* every system in service there; for a provider those it serves */
static void
name_all(const GovMatter *matter)
{
	static GovQuery query = {
		"SELECT s.id FROM gov_cloud.system AS s WHERE s.jurisdiction OPERATOR(pg_catalog.=) $1"
		" AND s.status OPERATOR(pg_catalog.<>) ALL (ARRAY['registered', 'exited'])"
		" AND ($2 OR $3 IN (s.provider_id, s.unit_id)) ORDER BY s.id",
		3, {TEXTOID, BOOLOID, INT8OID}
	};
	Datum		values[3];
	uint64		n;
	SPITupleTable *rows;

	values[0] = CStringGetTextDatum(matter->jurisdiction);
	values[1] = BoolGetDatum(gov_row_visible(0, 0, matter->jurisdiction));
	values[2] = Int64GetDatum(gov_caller()->organization);
	n = gov_query(&query, values, NULL, false, 0);
	rows = SPI_tuptable;
	for (uint64 i = 0; i < n; i++)
	{
		bool		isnull;

		name_system(matter, DatumGetInt64(SPI_getbinval(rows->vals[i], rows->tupdesc, 1, &isnull)));
	}
}

/* the matter, locked, whose affected systems the caller may name: not when it has ended */
static GovMatter *
matter_of(int64 id)
{
	GovMatter  *matter = gov_matter_read(id, true);

	if (!gov_row_visible(matter->unit, matter->provider, matter->jurisdiction))
		gov_refuse(GOV_ERR_NOT_VISIBLE, "matter_unknown", NULL, NULL,
				   "there is no matter " INT64_FORMAT " of yours", id);
	if (matter->outcome != NULL)
		gov_refuse(GOV_ERR_WRONG_STATE, "matter_ended", NULL, NULL,
				   "matter " INT64_FORMAT " has ended", id);
	return matter;
}

/*
 * name_affected(matter, systems): whom the work may affect, as far as the caller
 * sees systems; naming one again changes nothing.  Answers how many are named.
 */
Datum
gov_name_affected(PG_FUNCTION_ARGS)
{
	static GovQuery count = {
		"SELECT pg_catalog.count(*) FROM gov_cloud.affected_system WHERE matter OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	char	   *list = gov_argument_required(fcinfo, 1, "systems");
	char	   *rest = pstrdup(list);
	char	   *word;
	GovMatter  *matter;
	Datum		values[1],
				named;
	bool		isnull;

	gov_require_storage();
	SPI_connect();
	matter = matter_of(gov_argument_id(fcinfo, 0));
	if (strcmp(list, "all") == 0)
		name_all(matter);
	else
		while ((word = strsep(&rest, ",")) != NULL)
			name_system(matter, system_number(word));
	gov_audit(&(GovAudit)
			  {
				  .event = "name_affected", .object_kind = "matter",
				  .object_id = psprintf(INT64_FORMAT, matter->id), .unit = matter->unit,
				  .jurisdiction = matter->jurisdiction, .note = list
			  });
	values[0] = Int64GetDatum(matter->id);
	gov_query_datum(&count, values, NULL, &named, &isnull);
	SPI_finish();
	PG_RETURN_DATUM(named);
}

/* effects and guards of the room */
void
gov_notice_effect_init(void)
{
	gov_register_effect("notify", notify, check_notify,
						"tells the parties of the matter with these roles of the act");
	gov_register_effect("notify_affected", notify_affected, check_notify_affected,
						"tells each unit whose systems were named as affected, one by one");
	gov_register_guard("affected_named", affected_named, check_nothing,
					   "the systems that may be affected have been named");
	gov_register_guard("affected_notified", affected_notified, check_nothing,
					   "every unit whose systems were named as affected has been told");
}
