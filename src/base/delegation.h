/*
 * delegation.h
 *		What the files of delegation share.
 */
#ifndef GOV_DELEGATION_H
#define GOV_DELEGATION_H

#include "base/base.h"

extern void gov_tell_delegation(const GovDelegation *delegation);	/* every listener */

#endif							/* GOV_DELEGATION_H */
