-- What a county may choose by a local rule where Huoqiu's text is silent.  Last: it changes what the other sections rest on.

-- the same facts, other days
SELECT registers('六号系统') AS s \gset
SELECT done('sys', $$SELECT gov_cloud.adopt_local_rule('341522', 'huoqiu/1', 'billing_start', 'opening', '自正式开通计费', '2026-01-06'),
    gov_cloud.adopt_local_rule('341522', 'huoqiu/1', 'billing_stop_on_exit', 'reclaim_day_billed', '回收当日计费', '2026-01-06')$$) \g /dev/null
SELECT serves(:s, '2026-04-08', '2026-04-10') \g /dev/null
SELECT opens('unit', 'exit', '2026-04-13 08:30', :s) AS m \gset
SELECT fills('unit', :m, 'HQ-F3', form_3('业务系统退出', '2026-04-15', '{"system_name": "六号系统"}')), attaches('unit', :m, 'official_letter'), attaches('unit', :m, 'exit_plan'),
    acts('unit', :m, 'submit', '2026-04-13 09:00'), acts('bureau', :m, 'approve', '2026-04-13 10:00'), acts('vendor', :m, 'reclaim', '2026-04-20 09:00') \g /dev/null
SELECT is((SELECT DISTINCT billed FROM gov_cloud.resource WHERE system_id = :s), '[2026-04-08,2026-04-21)'::daterange,
    'HQ-B1, HQ-B4: where the county so chooses, from the opening and through the day of the reclaim');
