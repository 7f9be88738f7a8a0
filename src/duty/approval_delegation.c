/*
 * approval_delegation.c
 *		Who acts for another, and for whom he acts, are told of it: when it is
 *		given and when it is revoked.
 *
 * Notices are addressed to organizations; both persons are of one, so it gets
 * one notice for each of them, with his name in the title.
 */
#include "duty/approval.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* the title of a role as the product knows it: a delegation is of no policy */
static char *
role_title(const char *role)
{
	static GovQuery query = {
		"SELECT title FROM gov_cloud.party_role WHERE role OPERATOR(pg_catalog.=) $1", 1, {TEXTOID}
	};
	Datum		values[1];

	values[0] = CStringGetTextDatum(role);
	return gov_query_text(&query, values, NULL);
}

/* one of the two notices */
static void
tell(const GovDelegation *delegation, const char *whom, int64 person, const char *body)
{
	GovNotice	notice = {0};

	notice.kind = delegation->revoked ? "delegation_revoked" : "delegation_given";
	notice.key = psprintf(INT64_FORMAT " %s", delegation->id, whom);
	notice.recipient = notice.unit = delegation->organization;
	notice.jurisdiction = delegation->jurisdiction;
	notice.title = psprintf("致 %s：代办授权%s", gov_person_name(person), delegation->revoked ? "已终止" : "");
	notice.body = body;
	gov_notice(&notice);
}

/* the listener: see base.h */
void
gov_approval_delegation(const GovDelegation *delegation)
{
	char	   *body = psprintf("%s 代 %s 行使“%s”职责，%s 起，至 %s 止。%s%s",
								gov_person_name(delegation->delegate), gov_person_name(delegation->principal),
								role_title(delegation->role), gov_day_text(delegation->from),
								gov_day_text(delegation->until - 1),
								delegation->revoked ? "现予终止：" : "事由：", delegation->reason);

	tell(delegation, "principal", delegation->principal, body);
	tell(delegation, "delegate", delegation->delegate, body);
}
