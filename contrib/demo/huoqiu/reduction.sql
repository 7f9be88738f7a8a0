-- 核减 of what the finding is about: eight idle cores become two.
DO $$
DECLARE
    f record;
    m bigint;
    now timestamptz := gov_cloud.clock();
BEGIN
    SELECT finding.id, finding.resource, finding.system_id INTO STRICT f
    FROM gov_cloud.finding JOIN gov_cloud.resource AS r ON r.id = finding.resource WHERE r.name = 'vm-edu-01';
    m := demo.opens('bureau', 'reduction', now, f.system_id, format(', about_kind => ''finding'', about_id => %s', f.id));
    PERFORM demo.acts('bureau', m, 'start_talks', NULL, '请贵局核实该主机使用情况，拟核减6核',
        format('{"resources": [{"resource": %s, "vcpu": 2}]}', f.resource));
    PERFORM demo.acts('bureau', m, 'agree', NULL, '拟核减6核');
    PERFORM demo.acts('edu', m, 'agree', NULL, '同意核减');
    PERFORM demo.acts('bureau', m, 'hand_over', NULL);
    PERFORM demo.acts('vendor', m, 'verify', NULL, '回收核对无误');
    PERFORM demo.fills('edu', m, 'HQ-F2', jsonb_set(demo.change_form('edu', '学籍管理系统', 'vm-edu-01', 2, 16, 200),
        '{changed_hosts,0,remark}', '"核减"'));
    PERFORM demo.acts('edu', m, 'file_form', NULL);
    INSERT INTO demo.changed VALUES ('reduction', m);
END
$$;
