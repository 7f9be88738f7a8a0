/*
 * obligation_deliver.c
 *		The deeds upon a duty: delivered, amended, taken back, attested.  Each is
 *		the obligor's, a new row, and told to those who are owed it.
 */
#include "duty/obligation.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "rules/engine.h"
#include "rules/wording.h"
#include "utils/array.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(gov_deliver_obligation);
PG_FUNCTION_INFO_V1(gov_amend_delivery);
PG_FUNCTION_INFO_V1(gov_withdraw_delivery);
PG_FUNCTION_INFO_V1(gov_attest_obligation);

/* arguments of all four */
enum
{
	ARG_OBLIGATION, ARG_STATEMENT, ARG_OCCURRED, ARG_FOR, ARG_PERSON, ARG_REQUEST
};

/* the kinds of deeds, and what people are told of them */
typedef struct Deed
{
	const char *kind;			/* of the row */
	const char *notice;			/* kind of the notice */
	const char *title;			/* what its title begins with */
	bool		standing;		/* of a standing duty, else of one that recurs */
	bool		after;			/* possible once delivered, else until then */
	bool		brings;			/* with the documents the rule asks for */
} Deed;

static const Deed deliver = {"deliver", "obligation_delivered", "已报送", false, false, true};
static const Deed amend = {"amend", "obligation_amended", "已更正", false, true, true};
static const Deed withdraw = {"withdraw", "obligation_withdrawn", "已撤回", false, true, false};
static const Deed attest = {"attest", "obligation_attested", "履行说明", true, false, true};

/* ---- may he, now? ---- */

/* only the obligor, by a person who holds the role in which he owes it */
static void
require_obligor(const GovObligation *duty)
{
	const GovCaller *caller = gov_caller();

	if (caller->organization == duty->obligor &&
		gov_role_held(caller->person, caller->organization, duty->role, duty->jurisdiction, gov_now()))
		return;
	gov_refuse(GOV_ERR_WRONG_ROLE, "obligor_only", duty->article,
			   psprintf("A person of %s who holds the role %s does it.", duty->obligor_name, duty->role),
			   "\"%s\" does not owe \"%s\"", caller->login, duty->title);
}

/* the duty, locked; what the caller does not see is not there */
static GovObligation
duty_of(int64 id)
{
	GovObligation duty;

	if (!gov_obligation_lock(id, &duty) || !gov_row_visible(duty.unit, duty.provider, duty.jurisdiction))
		gov_refuse(GOV_ERR_NOT_VISIBLE, "obligation_unknown", NULL, "Look it up in gov_cloud.v_obligation.",
				   "there is no obligation " INT64_FORMAT " of yours", id);
	require_obligor(&duty);
	return duty;
}

/* is there something to do this to? */
static void
require_state(const GovObligation *duty, const Deed *deed)
{
	if (duty->standing != deed->standing)
		gov_refuse(GOV_ERR_WRONG_STATE, duty->standing ? "standing_duty" : "recurring_duty", duty->article,
				   duty->standing ? "Say with gov_cloud.attest_obligation() how it is fulfilled."
				   : "Deliver it with gov_cloud.deliver_obligation().",
				   duty->standing ? "\"%s\" stands: nothing is delivered for a period" : "\"%s\" is delivered for each period",
				   duty->title);
	if (!deed->standing && gov_obligation_delivered(duty) != deed->after)
		gov_refuse(GOV_ERR_WRONG_STATE, deed->after ? "not_delivered" : "already_delivered", duty->article,
				   deed->after ? "Deliver it with gov_cloud.deliver_obligation()."
				   : "Replace what was delivered with gov_cloud.amend_delivery().",
				   deed->after ? "\"%s\" is not delivered" : "\"%s\" is delivered already", duty->title);
}

/*
 * When it happened: as acts in matters, not in the future, in the past only with
 * the role for it; not before the period, nor before the last deed.
 */
static TimestampTz
deed_time(const GovObligation *duty, TimestampTz given)
{
	GovMatter	scope = {.policy = duty->policy,.jurisdiction = duty->jurisdiction,.unit = duty->unit};
	bool		backdated;
	TimestampTz at = gov_act_time(&scope, gov_caller(), given, given == DT_NOBEGIN ? NULL : &backdated);

	if (at < gov_local_midnight(duty->from))
		gov_refuse(GOV_ERR_TIME_ORDER, "before_period", duty->article, NULL,
				   "\"%s\" is owed from %s on", duty->title, gov_day_text(duty->from));
	if (at < duty->last_at)
		gov_refuse(GOV_ERR_TIME_ORDER, "before_last_event", duty->article,
				   "Deeds are recorded in the order in which they occurred.",
				   "the last one occurred at %s", gov_moment_text(duty->last_at));
	return at;
}

/* what has to come first has come first, by the time it happened (sichuan art. 29 is an example) */
static void
require_needs(const GovObligation *duty, TimestampTz at)
{
	static GovQuery query = {
		"SELECT pg_catalog.string_agg(DISTINCT pg_catalog.format('%s（%s）', q.title, b.name), '、')"
		" FROM gov_cloud.obligation o"
		" JOIN gov_cloud.obligation_rule r ON r.policy OPERATOR(pg_catalog.=) o.policy AND r.code OPERATOR(pg_catalog.=) o.code"
		" JOIN gov_cloud.obligation n ON n.policy OPERATOR(pg_catalog.=) o.policy AND n.code OPERATOR(pg_catalog.=) ANY (r.needs)"
		" AND n.jurisdiction OPERATOR(pg_catalog.=) o.jurisdiction AND n.due_at OPERATOR(pg_catalog.=) o.due_at"
		" AND (n.system_id OPERATOR(pg_catalog.=) o.system_id) IS NOT FALSE AND (n.subject OPERATOR(pg_catalog.=) o.subject) IS NOT FALSE"
		" JOIN gov_cloud.obligation_rule q ON q.policy OPERATOR(pg_catalog.=) n.policy AND q.code OPERATOR(pg_catalog.=) n.code"
		" JOIN gov_cloud.organization b ON b.id OPERATOR(pg_catalog.=) n.obligor"
		" LEFT JOIN LATERAL (SELECT d.kind FROM gov_cloud.obligation_delivery d WHERE d.obligation OPERATOR(pg_catalog.=) n.id"
		"  AND d.occurred_at OPERATOR(pg_catalog.<=) $2 ORDER BY d.seq DESC LIMIT 1) AS l ON true"
		" WHERE o.id OPERATOR(pg_catalog.=) $1 AND (l.kind IN ('deliver', 'amend')) IS NOT TRUE",
		2, {INT8OID, TIMESTAMPTZOID}
	};
	Datum		values[2] = {Int64GetDatum(duty->id), TimestampTzGetDatum(at)};
	char	   *missing;

	if (!duty->needs)
		return;
	missing = gov_query_text(&query, values, NULL);
	if (missing != NULL)
		gov_refuse(GOV_ERR_GUARD, "needs_not_delivered", duty->article, "It is built on them: they come first.",
				   "for the same period these are not delivered: %s", missing);
}

/* the newest document of each kind asked for, filed about the duty by its obligor: bigint[] */
static Datum
documents_of(const GovObligation *duty)
{
	static GovQuery query = {
		"SELECT k.kind, (SELECT pg_catalog.max(d.id) FROM gov_cloud.document d WHERE d.about_kind OPERATOR(pg_catalog.=) 'obligation'"
		" AND d.about_id OPERATOR(pg_catalog.=) $1 AND d.kind OPERATOR(pg_catalog.=) k.kind AND d.organization OPERATOR(pg_catalog.=) $3)"
		" FROM pg_catalog.unnest($2) WITH ORDINALITY AS k (kind, position) ORDER BY k.position",
		3, {INT8OID, TEXTARRAYOID, INT8OID}
	};
	MemoryContext caller = CurrentMemoryContext;
	Datum		values[3] = {Int64GetDatum(duty->id), duty->documents, Int64GetDatum(duty->obligor)};
	ArrayBuildState *found = initArrayResult(INT8OID, caller, false);
	StringInfoData missing;
	char	   *first = NULL;
	uint64		n;

	initStringInfo(&missing);
	SPI_connect();
	n = gov_query(&query, values, NULL, false, 0);
	for (uint64 i = 0; i < n; i++)
	{
		bool		isnull;
		char	   *kind = SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1);
		Datum		document = SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 2, &isnull);

		if (!isnull)
			found = accumArrayResult(found, document, false, INT8OID, caller);
		else
			appendStringInfo(&missing, "%s%s", first ? ", " : "", kind);
		if (isnull && first == NULL)
			first = kind;
	}
	if (first != NULL)
		gov_refuse(GOV_ERR_EVIDENCE, psprintf("%s_missing", first), duty->article,
				   psprintf("Attach each with gov_cloud.attach_document(NULL, kind, title, ..., about_kind => 'obligation', about_id => "
							INT64_FORMAT ").", duty->id),
				   "\"%s\" lacks documents: %s", duty->title, missing.data);
	SPI_finish();
	return makeArrayResult(found, caller);
}

/* ---- the deed ---- */

/* checks, writes, tells; *in_time: was it delivered before it was due?  Unknown of what is not delivered. */
static int64
perform(FunctionCallInfo fcinfo, const Deed *deed, bool *in_time, bool *unknown)
{
	GovObligation duty = duty_of(gov_argument_id(fcinfo, ARG_OBLIGATION));
	char	   *statement = gov_argument_text(fcinfo, ARG_STATEMENT);
	TimestampTz given = gov_argument_moment(fcinfo, ARG_OCCURRED);
	TimestampTz at;
	Datum		documents;
	int64		id;

	require_state(&duty, deed);
	at = deed_time(&duty, given);
	if (deed == &deliver)
		require_needs(&duty, at);
	documents = deed->brings ? documents_of(&duty) : PointerGetDatum(construct_empty_array(INT8OID));
	id = gov_obligation_write(&duty, deed->kind, at, statement, documents);
	gov_obligation_tell(&duty, id, deed->notice, psprintf("delivery:" INT64_FORMAT, id),
						psprintf("%s：%s", deed->title, duty.title),
						psprintf("时间：%s%s%s", gov_moment_text(at), statement ? "\n说明：" : "", statement ? statement : ""));
	if (deed == &withdraw && gov_now() >= duty.due_at)
		gov_obligation_tell(&duty, 0, "obligation_overdue", psprintf("obligation:" INT64_FORMAT, duty.id),
							psprintf("逾期未报送：%s", duty.title), NULL);
	*unknown = deed->standing || deed == &withdraw;
	*in_time = (deed == &deliver ? at : duty.delivered_at) < duty.due_at;
	return id;
}

/* the same answer for the same request, as a row */
static Datum
answer(FunctionCallInfo fcinfo, const Deed *deed)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	GovRequest	request;
	Datum		values[2];
	bool		nulls[2] = {false};
	bool		in_time = false;

	gov_require_storage();
	InitMaterializedSRF(fcinfo, 0);
	if (deed != &deliver && (PG_ARGISNULL(ARG_STATEMENT) || *gov_plain_text(gov_argument_text(fcinfo, ARG_STATEMENT)) == '\0'))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg(deed->standing ? "an attestation states something" : "a delivery is amended or withdrawn with a reason")));
	gov_argument_actor(gov_argument_text(fcinfo, ARG_FOR), gov_argument_text(fcinfo, ARG_PERSON));
	SPI_connect();
	gov_request_begin(&request, gov_argument_text(fcinfo, ARG_REQUEST), gov_arguments_text(fcinfo, ARG_REQUEST));
	if (request.answer != NULL)
	{
		values[0] = Int64GetDatum(gov_parameter_int(request.answer, "delivery", 0));
		nulls[1] = gov_parameter_text(request.answer, "in_time") == NULL;
		in_time = gov_parameter_bool(request.answer, "in_time", false);
	}
	else
	{
		values[0] = Int64GetDatum(perform(fcinfo, deed, &in_time, &nulls[1]));
		gov_request_end(&request, psprintf("{\"delivery\": " INT64_FORMAT ", \"in_time\": %s}",
										   DatumGetInt64(values[0]), nulls[1] ? "null" : in_time ? "true" : "false"));
	}
	SPI_finish();
	values[1] = BoolGetDatum(in_time);
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	return (Datum) 0;
}

/* deliver_obligation(obligation, statement, occurred_at, acting_for, person, request_id) */
Datum
gov_deliver_obligation(PG_FUNCTION_ARGS)
{
	return answer(fcinfo, &deliver);
}

/* amend_delivery(obligation, reason, occurred_at, acting_for, person, request_id) */
Datum
gov_amend_delivery(PG_FUNCTION_ARGS)
{
	return answer(fcinfo, &amend);
}

/* withdraw_delivery(obligation, reason, occurred_at, acting_for, person, request_id) */
Datum
gov_withdraw_delivery(PG_FUNCTION_ARGS)
{
	return answer(fcinfo, &withdraw);
}

/* attest_obligation(obligation, statement, occurred_at, acting_for, person, request_id) */
Datum
gov_attest_obligation(PG_FUNCTION_ARGS)
{
	return answer(fcinfo, &attest);
}
