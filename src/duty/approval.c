/*
 * approval.c
 *		What an office does beside the steps of a procedure: the room's door.
 *
 * None of it moves a matter or its terms; all of it is written down and told.
 * Every deed locks the matter first, so that it stands before or after an act,
 * never inside one.
 */
#include "duty/approval.h"

#include "catalog/pg_type.h"
#include "rules/explain.h"
#include "utils/builtins.h"

/* see approval.h */
void
gov_approval_lock(int64 id, const char *deed, GovHandled *handled)
{
	bool		overtaken;
	GovMatter  *matter = gov_matter_lock(id, &overtaken);

	if (matter == NULL || !gov_row_visible(matter->unit, matter->provider, matter->jurisdiction))
		gov_refuse_unseen(id);
	if (matter->outcome != NULL)
		gov_refuse(GOV_ERR_WRONG_STATE, "matter_ended", NULL, NULL,
				   "\"%s\" is not possible: matter " INT64_FORMAT " has ended", deed, id);
	handled->matter = matter;
	handled->procedure = gov_matter_procedure(matter, &handled->policy);
}

/* see approval.h */
GovStanding
gov_approval_standing(const GovHandled *handled, const char *on_behalf)
{
	GovStanding standing = {NULL, 0};
	ListCell   *cell;

	foreach(cell, gov_next_transitions(handled->procedure, handled->matter))
	{
		const GovTransition *transition = lfirst(cell);

		standing = gov_actor_standing(handled->matter, gov_caller(), transition->actors, transition->nactors,
									  gov_now(), on_behalf, false);
		if (standing.role != NULL)
			break;
	}
	return standing;
}

/* see approval.h */
bool
gov_approval_applicant(const GovMatter *matter, const GovCaller *caller)
{
	return caller->organization == matter->applicant || caller->organization == matter->unit ||
		caller->person == matter->opened_by;
}

/* see approval.h */
char *
gov_organization_name(int64 organization)
{
	static GovQuery query = {
		"SELECT name FROM gov_cloud.organization WHERE id OPERATOR(pg_catalog.=) $1"
		" AND valid OPERATOR(pg_catalog.@>) $2",
		2, {INT8OID, DATEOID}
	};
	Datum		values[2];
	char	   *name;

	values[0] = Int64GetDatum(organization);
	values[1] = DateADTGetDatum(gov_local_date(gov_now()));
	name = gov_query_text(&query, values, NULL);
	if (name == NULL)
		gov_refuse(GOV_ERR_IDENTITY, "organization_unknown", NULL, NULL,
				   "organization " INT64_FORMAT " is not registered", organization);
	return name;
}

/* see approval.h */
void
gov_approval_audit(const char *event, const GovMatter *matter, const char *note)
{
	GovAudit	audit = {0};

	audit.event = event;
	audit.object_kind = "matter";
	audit.object_id = psprintf(INT64_FORMAT, matter->id);
	audit.unit = matter->unit;
	audit.jurisdiction = matter->jurisdiction;
	audit.note = note;
	gov_audit(&audit);
}

/* see approval.h */
int64
gov_approval_notice(const GovMatter *matter, const char *kind, const char *key, int64 recipient,
					const char *title, const char *body)
{
	GovNotice	notice = {0};

	notice.kind = kind;
	notice.key = key;
	notice.recipient = recipient;
	notice.unit = matter->unit;
	notice.jurisdiction = matter->jurisdiction;
	notice.matter = matter->id;
	notice.title = title;
	notice.body = body;
	return gov_notice(&notice);
}

/* called from _PG_init */
void
gov_approval_init(void)
{
	gov_register_gate(gov_opinion_gate);
	gov_register_matter_viewer(gov_copy_viewer);
	gov_register_teller(gov_approval_tell);
	gov_register_delegation_listener(gov_approval_delegation);
}
