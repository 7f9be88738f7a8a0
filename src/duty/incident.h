/*
 * incident.h
 *		What the files of the room incident know of each other.
 */
#ifndef GOV_INCIDENT_H
#define GOV_INCIDENT_H

#include "duty/duty.h"

/* ---- incident_explain.c ---- */
extern void gov_incident_explain_init(void);

#endif							/* GOV_INCIDENT_H */
