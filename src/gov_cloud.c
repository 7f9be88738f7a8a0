/*
 * gov_cloud.c
 *		The door of the house: one x_init() a room, from the ground up.
 */
#include "postgres.h"

#include "fmgr.h"

#include "base/base.h"
#include "billing/billing.h"
#include "duty/duty.h"
#include "report/report.h"
#include "rules/rules.h"
#include "time/time.h"
#include "usage/usage.h"
#include "worker/worker.h"

PG_MODULE_MAGIC;

PGDLLEXPORT void _PG_init(void);

/*
 * Rooms register their settings, guards, effects, listeners and tasks here,
 * lower floors first, so that a higher floor may rely on a lower one.
 */
void
_PG_init(void)
{
	gov_clock_init();
	gov_identity_init();
	gov_instance_init();
	gov_audit_init();
	gov_guard_init();
	gov_calendar_init();
	gov_catalogue_init();
	gov_system_init();
	gov_resource_init();
	gov_reduction_init();
	gov_policy_init();
	gov_workflow_init();
	gov_wait_init();
	gov_document_init();
	gov_form_init();
	gov_deadline_init();
	gov_notice_init();
	gov_notice_effect_init();
	gov_agreement_init();
	gov_approval_init();
	gov_reminder_init();
	gov_agreement_life_init();
	gov_incident_init();
	gov_assessment_init();
	gov_obligation_init();
	gov_compliance_init();
	gov_platform_init();
	gov_recognition_init();
	gov_source_init();
	gov_sample_init();
	gov_day_init();
	gov_efficiency_init();
	gov_finding_init();
	gov_finding_record_init();
	gov_draft_init();
	gov_billed_init();
	gov_reclaim_init();
	gov_payer_init();
	gov_deduction_init();
	gov_change_init();

	gov_comparison_init();

	gov_worker_settings_init();
	gov_slot_init();
	gov_launcher_init();
	gov_courtesy_init();
	gov_upkeep_init();
	gov_worker_health_init();

	gov_guc_close();
}
