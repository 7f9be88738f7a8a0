/*
 * workflow_gate.c
 *		What higher floors add to the door: gates that may refuse an act beside
 *		its guards, and viewers who see a matter that is not theirs.
 */
#include "rules/engine.h"

static GovGate gates[8];
static int	gate_count = 0;

static GovMatterViewer viewers[8];
static int	viewer_count = 0;

/* see rules.h */
void
gov_register_gate(GovGate gate)
{
	if (gate_count == lengthof(gates))
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg_internal("too many gates")));
	gates[gate_count++] = gate;
}

/* see rules.h */
void
gov_register_matter_viewer(GovMatterViewer viewer)
{
	if (viewer_count == lengthof(viewers))
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg_internal("too many viewers of matters")));
	viewers[viewer_count++] = viewer;
}

/* see engine.h; what the system does passes every gate */
void
gov_ask_gates(const GovPass *pass)
{
	for (int i = 0; i < gate_count && !pass->by_system; i++)
		gates[i] (&pass->act);
}

/* see rules.h */
bool
gov_matter_visible(const GovMatter *matter)
{
	if (gov_row_visible(matter->unit, matter->provider, matter->jurisdiction))
		return true;
	for (int i = 0; i < viewer_count; i++)
		if (viewers[i] (matter))
			return true;
	return false;
}
