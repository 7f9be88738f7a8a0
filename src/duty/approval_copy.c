/*
 * approval_copy.c
 *		抄送: the course of a matter is shown to an organization that has no part
 *		in it, and it is told so.
 *
 * It sees the matter's row, events and terms, and what explain() and
 * next_actions() tell; no form, document, system or other matter.  It acts on
 * nothing.  Who was asked for an opinion (加签) sees the same.
 */
#include "duty/approval.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"

#define SHOWN \
	"SELECT c.matter FROM gov_cloud.matter_copy c WHERE c.organization OPERATOR(pg_catalog.=) $1" \
	" UNION SELECT r.matter FROM gov_cloud.opinion_request r WHERE r.organization OPERATOR(pg_catalog.=) $1"

/* the viewer: see rules.h */
bool
gov_copy_viewer(const GovMatter *matter)
{
	static GovQuery query = {
		"SELECT true FROM (" SHOWN ") s WHERE s.matter OPERATOR(pg_catalog.=) $2", 2, {INT8OID, INT8OID}
	};
	Datum		values[2],
				result;
	bool		isnull;

	values[0] = Int64GetDatum(gov_caller()->organization);
	values[1] = Int64GetDatum(matter->id);
	return gov_query_datum(&query, values, NULL, &result, &isnull);
}

PG_FUNCTION_INFO_V1(gov_shown_matters);

/* shown_matters(): for row security */
Datum
gov_shown_matters(PG_FUNCTION_ARGS)
{
	static GovQuery query = {
		"SELECT COALESCE(pg_catalog.array_agg(s.matter), '{}') FROM (" SHOWN ") s", 1, {INT8OID}
	};
	const GovCaller *caller = gov_caller_or_null();
	Datum		values[1],
				result;
	bool		isnull;

	values[0] = Int64GetDatum(caller ? caller->organization : 0);
	gov_query_datum(&query, values, NULL, &result, &isnull);
	PG_RETURN_DATUM(result);
}

/* is the caller a party of the procedure towards this matter, whatever its state? */
static bool
is_party(const GovHandled *handled)
{
	const GovCaller *caller = gov_caller();

	if (gov_approval_applicant(handled->matter, caller))
		return true;
	for (int i = 0; i < handled->procedure->ntransitions; i++)
		if (gov_may_act(handled->matter, caller, handled->procedure->transitions[i].actors,
						handled->procedure->transitions[i].nactors))
			return true;
	return false;
}

/* writes the row; false: it was shown before */
static bool
insert_copy(const GovMatter *matter, int64 organization, const char *note)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.matter_copy (matter, organization, unit_id, provider_id, jurisdiction, note, copied_by,"
		" copier, copied_at) VALUES ($1, $2, $3, NULLIF($4, 0), $5, $6, $7, $8, $9)"
		" ON CONFLICT (matter, organization) DO NOTHING RETURNING matter",
		9, {INT8OID, INT8OID, INT8OID, INT8OID, TEXTOID, TEXTOID, INT8OID, INT8OID, TIMESTAMPTZOID}
	};
	const GovCaller *caller = gov_caller();
	Datum		values[9],
				result;
	bool		isnull;

	values[0] = Int64GetDatum(matter->id);
	values[1] = Int64GetDatum(organization);
	values[2] = Int64GetDatum(matter->unit);
	values[3] = Int64GetDatum(matter->provider);
	values[4] = CStringGetTextDatum(matter->jurisdiction);
	values[5] = note ? CStringGetTextDatum(note) : (Datum) 0;
	values[6] = Int64GetDatum(caller->person);
	values[7] = Int64GetDatum(caller->organization);
	values[8] = TimestampTzGetDatum(gov_now());
	return gov_query_datum(&query, values, note ? NULL : "     n   ", &result, &isnull);
}

/* the deed behind copy_matter() */
static bool
copy(int64 id, int64 organization, const char *note)
{
	GovHandled	handled;
	char	   *name;

	gov_approval_lock(id, "copy_matter", &handled);
	if (!is_party(&handled))
		gov_refuse(GOV_ERR_WRONG_ROLE, "role_missing", NULL, NULL,
				   "a matter is copied by a party of its procedure");
	name = gov_organization_name(organization);
	if (!insert_copy(handled.matter, organization, note))
		return false;
	gov_approval_notice(handled.matter, "matter_copied", psprintf(INT64_FORMAT, id), organization,
						psprintf("抄送：%s（事项 " INT64_FORMAT "）", handled.procedure->title, id),
						psprintf("%s将事项 " INT64_FORMAT "（%s）抄送%s%s%s。可查看该事项的办理过程（经过、意见、期限）及其后续；"
								 "不含表单、材料和信息系统资料，不参与办理。",
								 gov_organization_name(gov_caller()->organization), id, handled.procedure->title, name,
								 note ? "：" : "", note ? note : ""));
	gov_approval_audit("copy_matter", handled.matter, psprintf("to %s", name));
	return true;
}

PG_FUNCTION_INFO_V1(gov_copy_matter);

/* copy_matter(matter, organization, note): false when it was shown before */
Datum
gov_copy_matter(PG_FUNCTION_ARGS)
{
	char	   *note = gov_argument_text(fcinfo, 2);
	bool		copied;

	gov_check_words(note, "note", GOV_MOST_REASON, true);
	SPI_connect();
	copied = copy(gov_argument_id(fcinfo, 0), gov_argument_id(fcinfo, 1), note);
	SPI_finish();
	PG_RETURN_BOOL(copied);
}
