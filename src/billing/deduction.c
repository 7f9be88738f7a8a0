/*
 * deduction.c
 *		What is taken off a provider's bill under the contract (huoqiu Agr 8.1,
 *		suqian art. 29, 40): proposed by a person in a matter, confirmed by
 *		another person of finance, and then a line of the next statement.
 *
 * The regulations give no amounts: whoever proposes names the clause of the
 * tender documents or the contract.  Where the policy in force bills nothing,
 * what is confirmed stands by itself.
 */
#include "billing/draft.h"

#include "billing/request.h"
#include "duty/duty.h"

#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/rel.h"

/* an amount in an act's data, in yuan to the fen */
static Datum
amount_of(const GovAct *act)
{
	char	   *text = gov_parameter_text(act->data, "amount");
	Datum		amount;

	if (text == NULL || strspn(text, "+-0123456789.") != strlen(text) || strlen(text) > 18)
		gov_refuse(GOV_ERR_GUARD, "deduction_amount", act->article,
				   "Give data such as {\"amount\": \"1200.00\", \"clause\": \"...\"}.",
				   "the action names no amount in yuan");
	amount = DirectFunctionCall3(numeric_in, CStringGetDatum(text), ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
	if (DatumGetInt32(DirectFunctionCall1(numeric_min_scale, amount)) > 2)
		gov_refuse(GOV_ERR_GUARD, "deduction_amount", act->article, "Give yuan with at most two decimals.",
				   "%s is no amount of money", text);
	return amount;
}

/* is an amount below, at or above nothing? */
static int
sign_of(Datum amount)
{
	return DatumGetInt32(DirectFunctionCall2(numeric_cmp, amount, NumericGetDatum(int64_to_numeric(0))));
}

/* writes a proposal; the act says the clause, its opinion says why */
static void
propose(const GovAct *act, const char *kind, int64 year, Datum amount, const char *assessed)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.deduction (kind, unit_id, jurisdiction, provider_id, system_id, matter, matter_event, year,"
		" amount, clause, reason, article, proposed_by, proposed_at, assessed)"
		" VALUES ($1, NULLIF($2, 0), $3, $4, NULLIF($5, 0), $6, $7, NULLIF($8, 0)::integer, $9, $10, $11, $12, $13, $14, $15)",
		15, {TEXTOID, INT8OID, TEXTOID, INT8OID, INT8OID, INT8OID, INT8OID, INT8OID, NUMERICOID, TEXTOID, TEXTOID,
			TEXTOID, INT8OID, TIMESTAMPTZOID, TEXTOID}
	};
	const GovMatter *matter = act->matter;
	char	   *clause = gov_parameter_text(act->data, "clause");
	char		nulls[] = "               ";
	Datum		values[15];

	gov_require_person(act);
	if (clause == NULL || act->opinion == NULL)
		gov_refuse(GOV_ERR_GUARD, "deduction_ground", act->article,
				   "Name the clause of the tender documents or the contract in data, and the reason as the opinion.",
				   "the action does not say under which clause, and why");
	if (matter->provider == 0)
		gov_refuse(GOV_ERR_GUARD, "provider_missing", act->article, NULL,
				   "the matter names no provider whose bill this could be");
	values[0] = CStringGetTextDatum(kind);
	values[1] = Int64GetDatum(matter->system ? matter->unit : 0);
	values[2] = CStringGetTextDatum(matter->jurisdiction);
	values[3] = Int64GetDatum(matter->provider);
	values[4] = Int64GetDatum(matter->system);
	values[5] = Int64GetDatum(matter->id);
	values[6] = Int64GetDatum(act->event);
	values[7] = Int64GetDatum(year);
	values[8] = amount;
	values[9] = CStringGetTextDatum(clause);
	values[10] = CStringGetTextDatum(act->opinion);
	values[11] = act->article ? CStringGetTextDatum(act->article) : (Datum) 0;
	nulls[11] = act->article ? ' ' : 'n';
	values[12] = Int64GetDatum(act->caller->person);
	values[13] = TimestampTzGetDatum(act->occurred_at);
	values[14] = assessed ? CStringGetTextDatum(assessed) : (Datum) 0;
	nulls[14] = assessed ? ' ' : 'n';
	gov_query(&query, values, nulls, false, 0);
}

/* propose_deduction {}: data {"amount": "1200.00", "clause": ...}, the opinion is the reason */
static void
propose_deduction(const GovAct *act, Jsonb *parameters)
{
	Datum		amount = amount_of(act);

	if (sign_of(amount) <= 0)
		gov_refuse(GOV_ERR_GUARD, "deduction_amount", act->article, "Give what is taken off, as a positive amount.",
				   "a deduction takes something off");
	propose(act, "deduction", 0, DirectFunctionCall1(numeric_uminus, amount), NULL);
}

/* the year an act is about; refuses one that names none */
static int
year_of(const GovAct *act)
{
	char	   *year = gov_parameter_text(act->data, "year");

	if (year == NULL || strlen(year) != 4 || strspn(year, "0123456789") != 4 || year[0] != '2')
		gov_refuse(GOV_ERR_GUARD, "settlement_year", act->article, "Give data such as {\"year\": 2026, \"amount\": \"-1200.00\"}.",
				   "the action does not say which year is settled");
	return atoi(year);
}

/* what a year's settlement rests on: each indicator's quarters and their mean; NULL: none was assessed */
static char *
assessed_text(const GovAct *act, int year)
{
	GovAnnual  *annual = gov_annual_assessment(act->matter->provider, act->matter->jurisdiction, year);
	StringInfoData text;

	initStringInfo(&text);
	for (int i = 0; i < annual->nindicators; i++)
	{
		GovAnnualIndicator *indicator = &annual->indicators[i];

		appendStringInfo(&text, "%s%s:", text.len ? "\n" : "", indicator->title);
		for (int q = 0; q < 4; q++)
			appendStringInfo(&text, " %s", indicator->quarter[q] ? indicator->quarter[q] : "-");
		appendStringInfo(&text, " = %s", indicator->annual ? indicator->annual : "-");
	}
	return text.len ? text.data : NULL;
}

/* propose_settlement {}: data {"year": 2026, "amount": "-1200.00", "clause": ...}: one a provider and year */
static void
propose_settlement(const GovAct *act, Jsonb *parameters)
{
	static GovQuery query = {
		"SELECT d.state FROM gov_cloud.deduction d WHERE d.jurisdiction OPERATOR(pg_catalog.=) $1"
		" AND d.provider_id OPERATOR(pg_catalog.=) $2 AND d.year OPERATOR(pg_catalog.=) $3"
		" AND d.state OPERATOR(pg_catalog.<>) 'refused'",
		3, {TEXTOID, INT8OID, INT8OID}
	};
	int			year = year_of(act);
	Datum		values[3];
	char	   *state;

	values[0] = CStringGetTextDatum(act->matter->jurisdiction);
	values[1] = Int64GetDatum(act->matter->provider);
	values[2] = Int64GetDatum(year);
	state = gov_query_text(&query, values, NULL);
	if (state != NULL)
		gov_refuse(GOV_ERR_WRONG_STATE, "year_settled", act->article, "A year is settled once; see gov_cloud.deduction.",
				   "the settlement of %d is %s already", year, state);
	propose(act, "settlement", year, amount_of(act), assessed_text(act, year));
}

/* a proposal that finance decides */
typedef struct Proposal
{
	int64		id;
	char	   *kind;
	char	   *jurisdiction;
	int64		provider;
	int64		unit;
	int64		system;
	Datum		amount;
	char	   *clause;
	char	   *reason;
	int64		proposed_by;
	int64		proposed_for;	/* by delegation; 0: for himself */
} Proposal;

/* the proposal, locked; refuses who is not of finance, who proposed it, and what is decided */
static Proposal
lock_proposal(int64 id)
{
	static GovQuery query = {
		"SELECT d.kind, d.jurisdiction, d.provider_id, d.unit_id, d.system_id, d.amount, d.clause, d.reason,"
		" d.proposed_by, d.state, (SELECT e.principal FROM gov_cloud.matter_event e"
		" WHERE e.matter OPERATOR(pg_catalog.=) d.matter AND e.id OPERATOR(pg_catalog.=) d.matter_event)"
		" FROM gov_cloud.deduction d WHERE d.id OPERATOR(pg_catalog.=) $1 FOR UPDATE",
		1, {INT8OID}
	};
	Proposal	proposal = {id};
	Datum		values[1];
	HeapTuple	row;
	TupleDesc	desc;
	bool		isnull;
	char	   *state;

	values[0] = Int64GetDatum(id);
	if (gov_query(&query, values, NULL, false, 0) == 0)
		gov_refuse(GOV_ERR_NOT_VISIBLE, "deduction_unknown", NULL, NULL, "there is no deduction " INT64_FORMAT, id);
	row = SPI_tuptable->vals[0];
	desc = SPI_tuptable->tupdesc;
	proposal.kind = SPI_getvalue(row, desc, 1);
	proposal.jurisdiction = SPI_getvalue(row, desc, 2);
	proposal.provider = gov_int64_at(row, desc, 3);
	proposal.unit = gov_int64_at(row, desc, 4);
	proposal.system = gov_int64_at(row, desc, 5);
	proposal.amount = datumCopy(SPI_getbinval(row, desc, 6, &isnull), false, -1);
	proposal.clause = SPI_getvalue(row, desc, 7);
	proposal.reason = SPI_getvalue(row, desc, 8);
	proposal.proposed_by = gov_int64_at(row, desc, 9);
	state = SPI_getvalue(row, desc, 10);
	proposal.proposed_for = gov_int64_at(row, desc, 11);
	gov_require_finance(proposal.jurisdiction);
	if (strcmp(state, "proposed") != 0)
		gov_refuse(GOV_ERR_WRONG_STATE, "deduction_decided", NULL, NULL,
				   "deduction " INT64_FORMAT " is %s", id, state);
	if (proposal.proposed_by == gov_caller()->person || proposal.proposed_for == gov_caller()->person)
		gov_refuse(GOV_ERR_OWN_MATTER, "own_proposal", NULL, "Another person of finance decides.",
				   "nobody confirms what he proposed himself");
	return proposal;
}

/* the line in the provider's central statement of the running month; 0: nothing is billed here */
static int64
write_line(const Proposal *proposal, TimestampTz now)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.charge (statement, kind, unit_id, jurisdiction, provider_id, system_id, period, amount, reason,"
		" recorded_at) VALUES ($1, 'deduction', NULLIF($2, 0), $3, $4, NULLIF($5, 0), pg_catalog.daterange($6, $6, '[]'),"
		" $7, $8, $9) RETURNING id",
		9, {INT8OID, INT8OID, TEXTOID, INT8OID, INT8OID, DATEOID, NUMERICOID, TEXTOID, TIMESTAMPTZOID}
	};
	GovDrafting drafting = {proposal->jurisdiction, proposal->provider, now};
	Datum		values[9],
				line;
	bool		isnull;

	if (sign_of(proposal->amount) == 0 || !gov_policy_bills(proposal->jurisdiction, now))
		return 0;
	drafting.current_month = gov_month_first(gov_local_date(now));
	drafting.lasting = CurrentMemoryContext;
	gov_lock_billing(proposal->jurisdiction, proposal->provider);
	gov_read_heads(&drafting);
	values[0] = Int64GetDatum(gov_open_head(&drafting, GOV_PAYER_CENTRAL, 0, drafting.current_month)->id);
	values[1] = Int64GetDatum(proposal->unit);
	values[2] = CStringGetTextDatum(proposal->jurisdiction);
	values[3] = Int64GetDatum(proposal->provider);
	values[4] = Int64GetDatum(proposal->system);
	values[5] = DateADTGetDatum(gov_local_date(now));
	values[6] = proposal->amount;
	values[7] = CStringGetTextDatum(psprintf("%s: %s", proposal->clause, proposal->reason));
	values[8] = TimestampTzGetDatum(now);
	gov_query_datum(&query, values, NULL, &line, &isnull);
	gov_total_statements(proposal->jurisdiction, proposal->provider, now);
	return DatumGetInt64(line);
}

/* writes what was decided, and audits it */
static void
decide(const Proposal *proposal, const char *state, const char *reason, int64 line, TimestampTz now)
{
	static GovQuery query = {
		"UPDATE gov_cloud.deduction SET state = $2, decided_by = $3, decided_at = $4, decision_reason = $5,"
		" charge = NULLIF($6, 0) WHERE id OPERATOR(pg_catalog.=) $1",
		6, {INT8OID, TEXTOID, INT8OID, TIMESTAMPTZOID, TEXTOID, INT8OID}
	};
	Datum		values[6];
	GovAudit	entry = {0};

	values[0] = Int64GetDatum(proposal->id);
	values[1] = CStringGetTextDatum(state);
	values[2] = Int64GetDatum(gov_caller()->person);
	values[3] = TimestampTzGetDatum(now);
	values[4] = reason ? CStringGetTextDatum(reason) : (Datum) 0;
	values[5] = Int64GetDatum(line);
	gov_query(&query, values, reason ? NULL : "    n ", false, 0);
	entry.event = strcmp(state, "confirmed") == 0 ? "confirm_deduction" : "refuse_deduction";
	entry.object_kind = "deduction";
	entry.object_id = psprintf(INT64_FORMAT, proposal->id);
	entry.unit = proposal->unit;
	entry.jurisdiction = proposal->jurisdiction;
	entry.after = psprintf("%s|%s|" INT64_FORMAT, state,
						   DatumGetCString(DirectFunctionCall1(numeric_out, proposal->amount)), line);
	entry.note = reason;
	gov_audit(&entry);
}

/* both public functions: (deduction, reason, request_id) */
static int64
decide_proposal(FunctionCallInfo fcinfo, const char *function, bool confirm)
{
	GovRequest	request;
	TimestampTz now = gov_now();
	char	   *reason = PG_ARGISNULL(1) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(1));
	int64		answer;

	if (PG_ARGISNULL(0))
		gov_refuse(GOV_ERR_NOT_VISIBLE, "deduction_unknown", NULL, NULL, "no deduction was named");
	if (!confirm && (reason == NULL || strspn(reason, " \t\n") == strlen(reason)))
		gov_refuse(GOV_ERR_FORM, "deduction_reason", NULL, "Say why it is refused.", "a refusal needs a reason");
	SPI_connect();
	if (gov_money_request(fcinfo, function, 2, &request))
		answer = gov_answered_id(&request);
	else
	{
		Proposal	proposal = lock_proposal(PG_GETARG_INT64(0));

		answer = confirm ? write_line(&proposal, now) : 0;
		decide(&proposal, confirm ? "confirmed" : "refused", reason, answer, now);
		gov_answer_id(&request, answer);
	}
	SPI_finish();
	return answer;
}

PG_FUNCTION_INFO_V1(gov_confirm_deduction);

/* confirm_deduction(deduction, reason, request_id): the line it became; NULL: none */
Datum
gov_confirm_deduction(PG_FUNCTION_ARGS)
{
	int64		line = decide_proposal(fcinfo, "confirm_deduction", true);

	if (line == 0)
		PG_RETURN_NULL();
	PG_RETURN_INT64(line);
}

PG_FUNCTION_INFO_V1(gov_refuse_deduction);

/* refuse_deduction(deduction, reason, request_id): the deduction */
Datum
gov_refuse_deduction(PG_FUNCTION_ARGS)
{
	(void) decide_proposal(fcinfo, "refuse_deduction", false);
	PG_RETURN_INT64(PG_GETARG_INT64(0));
}

PG_FUNCTION_INFO_V1(gov_guard_deduction);

/* Trigger of deduction: it is decided once, nothing else of it moves, and it never goes. */
Datum
gov_guard_deduction(PG_FUNCTION_ARGS)
{
	static const char *const moving[] = {"state", "decided_by", "decided_at", "decision_reason", "charge"};
	TriggerData *data = (TriggerData *) fcinfo->context;
	TupleDesc	desc;
	bool		allowed;

	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("gov_cloud.guard_deduction() was not called by the trigger manager")));
	desc = RelationGetDescr(data->tg_relation);
	allowed = TRIGGER_FIRED_BY_UPDATE(data->tg_event) &&
		strcmp(SPI_getvalue(data->tg_trigtuple, desc, SPI_fnumber(desc, "state")), "proposed") == 0;
	for (int i = 1; allowed && i <= desc->natts; i++)
	{
		bool		moves = false;
		bool		old_null,
					new_null;
		Datum		before = heap_getattr(data->tg_trigtuple, i, desc, &old_null);
		Datum		after = heap_getattr(data->tg_newtuple, i, desc, &new_null);
		Form_pg_attribute column = TupleDescAttr(desc, i - 1);

		for (int m = 0; m < lengthof(moving); m++)
			moves |= strcmp(NameStr(column->attname), moving[m]) == 0;
		allowed = moves || (old_null == new_null &&
							(old_null || datum_image_eq(before, after, column->attbyval, column->attlen)));
	}
	if (!allowed)
		gov_refuse(GOV_ERR_FROZEN, "deduction_frozen", NULL, "Propose another one.",
				   "a deduction is decided once, and nothing else of it changes");
	return PointerGetDatum(data->tg_newtuple);
}

/* no parameters */
static const char *
check_nothing(Jsonb *parameters)
{
	return gov_parameter_fault(parameters, "", "");
}

/* effects of this room */
void
gov_deduction_init(void)
{
	gov_register_effect("propose_deduction", propose_deduction, check_nothing,
						"proposes to take an amount off the provider's bill, under a clause of the contract");
	gov_register_effect("propose_settlement", propose_settlement, check_nothing,
						"proposes the one adjustment of a provider's year");
}
