/*
 * approval.h
 *		What the files of the room approval share.
 */
#ifndef GOV_APPROVAL_H
#define GOV_APPROVAL_H

#include "duty/duty.h"
#include "rules/engine.h"

/* a matter under a deed of this room: seen as the caller's own, locked, not ended */
typedef struct GovHandled
{
	GovMatter  *matter;
	const GovPolicy *policy;
	const GovProcedure *procedure;
} GovHandled;

/* ---- approval.c ---- */
extern void gov_approval_lock(int64 id, const char *deed, GovHandled *handled);

/* in which role the caller may act on it now, in any of the next steps; role NULL: in none */
extern GovStanding gov_approval_standing(const GovHandled *handled, const char *on_behalf);

/* does he belong to the applicant's or the unit's side? */
extern bool gov_approval_applicant(const GovMatter *matter, const GovCaller *caller);

extern char *gov_organization_name(int64 organization); /* refuses one that is not registered */
extern void gov_approval_audit(const char *event, const GovMatter *matter, const char *note);

/* a notice about the matter to an organization */
extern int64 gov_approval_notice(const GovMatter *matter, const char *kind, const char *key, int64 recipient,
								 const char *title, const char *body);

/* ---- approval_opinion.c ---- */
extern List *gov_opinions_awaited(int64 matter);	/* of int64 *: organizations */
extern void gov_opinion_gate(const GovAct *act);	/* nothing is decided while an opinion is awaited */

/* ---- approval_copy.c ---- */
extern bool gov_copy_viewer(const GovMatter *matter);

/* ---- approval_tell.c ---- */
struct GovTelling;
extern void gov_approval_tell(struct GovTelling *telling);

/* ---- approval_delegation.c ---- */
extern void gov_approval_delegation(const GovDelegation *delegation);

#endif							/* GOV_APPROVAL_H */
