/*
 * finding_explain.c
 *		A finding line by line, from its frozen evidence: nothing is computed
 *		again that could since have changed.
 */
#include "usage/finding.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/builtins.h"

/* the answer being written */
typedef struct Lines
{
	ReturnSetInfo *rsinfo;
	int64		n;
} Lines;

/* one line more */
static void
put_line(Lines *lines, const char *item, const char *note)
{
	Datum		values[3];
	bool		nulls[3] = {false};

	values[0] = Int64GetDatum(++lines->n);
	values[1] = CStringGetTextDatum(item);
	values[2] = CStringGetTextDatum(note);
	tuplestore_putvalues(lines->rsinfo->setResult, lines->rsinfo->setDesc, values, nulls);
}

/* runs a query about the finding that answers (item, note) rows, each a line */
static void
put_rows(Lines *lines, GovQuery *query, int64 finding)
{
	Datum		values[1];
	uint64		n;

	values[0] = Int64GetDatum(finding);
	SPI_connect();
	n = gov_query(query, values, NULL, true, 0);
	for (uint64 i = 0; i < n; i++)
	{
		char	   *note = SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 2);

		put_line(lines, SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1), note ? note : "");
	}
	SPI_finish();
}

/* what, of whom, how long, how it stands */
static void
put_head(Lines *lines, int64 finding)
{
	static GovQuery query = {
		"SELECT x.item, x.note FROM gov_cloud.finding f"
		" JOIN gov_cloud.resource r ON r.id OPERATOR(pg_catalog.=) f.resource"
		" JOIN gov_cloud.system s ON s.id OPERATOR(pg_catalog.=) f.system_id"
		" JOIN gov_cloud.organization o ON o.id OPERATOR(pg_catalog.=) f.unit_id,"
		" LATERAL (VALUES (1, '认定对象', pg_catalog.concat(r.name, '（', s.name, '，', o.name, '）')),"
		" (2, '认定结论', CASE WHEN f.measured THEN pg_catalog.concat('指标 ', f.evidence -> 'runs' -> 0 ->> 'label',"
		" CASE WHEN pg_catalog.jsonb_array_length(f.evidence -> 'runs') OPERATOR(pg_catalog.>) 1 THEN ' 等' ELSE '' END, ' 自 ', f.run_start,"
		" ' 起连续 ', f.run_months, ' 个月使用率不足，', f.established_on, ' 认定') ELSE pg_catalog.concat('人工认定（', f.run_start, ' 至 ',"
		" f.through, '）：', f.evidence ->> 'reason') END),"
		" (3, '目前状态', CASE f.state WHEN 'open' THEN '未了结' WHEN 'recovered' THEN '已恢复' WHEN 'gone' THEN '资源已收回'"
		" WHEN 'dismissed' THEN '已撤销' ELSE '已核减' END)) x (no, item, note)"
		" WHERE f.id OPERATOR(pg_catalog.=) $1 ORDER BY x.no",
		1, {INT8OID}
	};

	put_rows(lines, &query, finding);
}

/* the digest of the evidence, reckoned again */
static void
put_digest(Lines *lines, int64 finding)
{
	static GovQuery query = {
		"SELECT evidence::pg_catalog.text, evidence_sm3, pg_catalog.encode(evidence_sm3, 'hex')"
		" FROM gov_cloud.finding WHERE id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	Datum		values[1];

	values[0] = Int64GetDatum(finding);
	SPI_connect();
	if (gov_query(&query, values, NULL, true, 1) > 0)
	{
		HeapTuple	row = SPI_tuptable->vals[0];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		char	   *evidence = SPI_getvalue(row, desc, 1);
		bytea	   *again = gov_sm3(evidence, strlen(evidence));
		bool		isnull;
		bool		same = DatumGetBool(DirectFunctionCall2(byteaeq, PointerGetDatum(again),
															SPI_getbinval(row, desc, 2, &isnull)));

		put_line(lines, "证据摘要", psprintf("SM3 %s，%s", SPI_getvalue(row, desc, 3), same ? "核对一致" : "与证据不符"));
	}
	SPI_finish();
}

/* each parameter, its value, and whose it is: the regulation's text, an interpretation, or the jurisdiction's own rule */
static void
put_parameters(Lines *lines, int64 finding)
{
	static GovQuery query = {
		"SELECT '参数', pg_catalog.concat(k.value ->> 'name', ' = ', COALESCE(k.value ->> 'value', '未规定'),"
		" CASE k.value ->> 'origin' WHEN 'local rule' THEN pg_catalog.concat('（本地规则，非法规原文',"
		" (SELECT pg_catalog.concat('：', l.reason) FROM gov_cloud.local_rule l WHERE l.policy OPERATOR(pg_catalog.=) f.policy"
		" AND l.name OPERATOR(pg_catalog.=) (k.value ->> 'name') AND l.jurisdiction OPERATOR(pg_catalog.=) f.jurisdiction"
		" AND l.valid OPERATOR(pg_catalog.@>) f.established_on LIMIT 1), '）')"
		" WHEN 'policy' THEN COALESCE((SELECT CASE WHEN p.article IS NULL THEN pg_catalog.concat('（解释：', p.note, '）')"
		" ELSE pg_catalog.concat('（第', p.article, '条：', p.note, '）') END FROM gov_cloud.policy_parameter p"
		" WHERE p.policy OPERATOR(pg_catalog.=) f.policy AND p.name OPERATOR(pg_catalog.=) (k.value ->> 'name')), '')"
		" ELSE '（缺省）' END)"
		" FROM gov_cloud.finding f, LATERAL pg_catalog.jsonb_array_elements(f.evidence -> 'parameters') WITH ORDINALITY k (value, no)"
		" WHERE f.id OPERATOR(pg_catalog.=) $1 ORDER BY k.no",
		1, {INT8OID}
	};

	put_rows(lines, &query, finding);
}

/* each month: series used, days, and the arithmetic */
static void
put_periods(Lines *lines, int64 finding)
{
	static GovQuery query = {
		"SELECT pg_catalog.concat(p.value ->> 'metric', ' ', p.value ->> 'first', ' 至 ', p.value ->> 'last'),"
		" CASE WHEN (p.value ->> 'series') OPERATOR(pg_catalog.=) '0' THEN '无数据' ELSE"
		" pg_catalog.concat('序列 ', p.value ->> 'series', '（来源 ', p.value ->> 'source', '，', p.value ->> 'statistic', '，',"
		" p.value ->> 'origin', '，', p.value ->> 'period', ' 秒）；有效 ', p.value ->> 'valid', ' 天，至少 ', p.value ->> 'needed',"
		" ' 天；日值之和 ', p.value ->> 'sum', CASE WHEN t.value IS NULL THEN '' ELSE pg_catalog.concat("
		" CASE WHEN (p.value ->> 'use') OPERATOR(pg_catalog.=) 'low' THEN ' < ' ELSE ' 对 ' END,"
		" t.value, ' × ', p.value ->> 'valid', ' = ',"
		" t.value::pg_catalog.numeric OPERATOR(pg_catalog.*) (p.value ->> 'valid')::pg_catalog.numeric) END,"
		" '，平均 ', p.value ->> 'mean', '；', CASE p.value ->> 'use' WHEN 'low' THEN '不足' WHEN 'not_low' THEN '未达不足标准'"
		" WHEN 'insufficient' THEN '数据不足，不作认定' ELSE pg_catalog.concat('不计：', p.value ->> 'reason') END) END"
		" FROM gov_cloud.finding f,"
		" LATERAL (SELECT (SELECT k ->> 'value' FROM pg_catalog.jsonb_array_elements(f.evidence -> 'parameters') k"
		" WHERE (k ->> 'name') OPERATOR(pg_catalog.=) 'threshold_pct')) t (value),"
		" LATERAL pg_catalog.jsonb_array_elements(f.evidence -> 'runs') WITH ORDINALITY r (value, no),"
		" LATERAL pg_catalog.jsonb_array_elements(r.value -> 'periods') WITH ORDINALITY p (value, no)"
		" WHERE f.id OPERATOR(pg_catalog.=) $1 ORDER BY r.no, p.no",
		1, {INT8OID}
	};

	put_rows(lines, &query, finding);
}

/* what became of it */
static void
put_facts(Lines *lines, int64 finding)
{
	static GovQuery query = {
		"SELECT CASE a.kind WHEN 'established' THEN '认定' WHEN 'continued' THEN '持续' WHEN 'recovered' THEN '恢复'"
		" WHEN 'gone' THEN '收回' WHEN 'reduction_opened' THEN '发起核减' WHEN 'dismissed' THEN '撤销' ELSE '核减完成' END,"
		" pg_catalog.concat_ws('，', pg_catalog.to_char(pg_catalog.timezone('Asia/Shanghai', a.recorded_at), 'YYYY-MM-DD HH24:MI:SS'),"
		" CASE WHEN a.run_months IS NOT NULL THEN pg_catalog.concat('至 ', a.through, ' 共 ', a.run_months, ' 个月') END, a.note)"
		" FROM gov_cloud.finding_fact a WHERE a.finding OPERATOR(pg_catalog.=) $1 ORDER BY a.id",
		1, {INT8OID}
	};

	put_rows(lines, &query, finding);
}

PG_FUNCTION_INFO_V1(gov_explain_finding);

/* explain_finding(finding) */
Datum
gov_explain_finding(PG_FUNCTION_ARGS)
{
	static GovQuery query = {
		"SELECT unit_id, COALESCE(provider_id, 0), jurisdiction FROM gov_cloud.finding WHERE id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	int64		finding = gov_argument_id(fcinfo, 0);
	bool		visible = false;
	Lines		lines = {(ReturnSetInfo *) fcinfo->resultinfo};
	Datum		values[1];

	values[0] = Int64GetDatum(finding);
	SPI_connect();
	if (gov_query(&query, values, NULL, true, 1) > 0)
	{
		HeapTuple	row = SPI_tuptable->vals[0];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		bool		isnull;

		visible = gov_row_visible(DatumGetInt64(SPI_getbinval(row, desc, 1, &isnull)),
								  DatumGetInt64(SPI_getbinval(row, desc, 2, &isnull)), SPI_getvalue(row, desc, 3));
	}
	SPI_finish();
	if (!visible)
		gov_refuse(GOV_ERR_NOT_VISIBLE, "finding_unknown", NULL, NULL,
				   "there is no finding " INT64_FORMAT, finding);
	InitMaterializedSRF(fcinfo, 0);
	put_head(&lines, finding);
	put_digest(&lines, finding);
	put_parameters(&lines, finding);
	put_periods(&lines, finding);
	put_facts(&lines, finding);
	return (Datum) 0;
}
