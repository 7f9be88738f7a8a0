/*
 * obligation.c
 *		Duties at work.
 */
#include "duty/obligation.h"

/* the room's part of a policy */
void
gov_obligation_init(void)
{
	gov_register_policy_part("obligation_rule", gov_obligation_check_policy);
}
