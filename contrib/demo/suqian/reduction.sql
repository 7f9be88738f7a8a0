-- Low use: written notice, and the unit asks within its fifteen working days for the eight idle cores to become two (art. 24).
DO $$
DECLARE
    f record;
    m bigint;
BEGIN
    SELECT finding.id, finding.resource, finding.system_id INTO STRICT f
    FROM gov_cloud.finding JOIN gov_cloud.resource AS r ON r.id = finding.resource WHERE r.name = 'vm-edu-01';
    m := demo.opens('desk', 'reduction', gov_cloud.clock(), f.system_id, format(', about_kind => ''finding'', about_id => %s', f.id));
    PERFORM demo.files('desk', m, 'low_use_notice', '低效运行书面通知'), demo.acts('desk', m, 'notify', NULL), demo.acts('edu', m, 'receive', NULL),
        demo.acts('edu', m, 'request_adjustment', NULL, '业务量下降，申请核减6核', format('{"resources": [{"resource": %s, "vcpu": 2}]}', f.resource)),
        demo.acts('review', m, 'approve', NULL, '同意调整'), demo.acts('vendor', m, 'adjust', NULL, '调整完成');
    INSERT INTO demo.changed VALUES ('reduction', m);
END
$$;
