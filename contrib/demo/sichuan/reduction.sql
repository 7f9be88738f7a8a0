-- The centre evaluates what was found and has it downgraded (art. 17).
DO $$
DECLARE
    f record;
    m bigint;
BEGIN
    SELECT finding.id, finding.resource, finding.system_id INTO STRICT f
    FROM gov_cloud.finding JOIN gov_cloud.resource AS r ON r.id = finding.resource WHERE r.name = 'vm-edu-01';
    m := demo.opens('centre', 'efficiency', gov_cloud.clock(), f.system_id, format(', about_kind => ''finding'', about_id => %s, opinion => ''使用效率低''', f.id));
    PERFORM demo.acts('centre', m, 'order_adjustment', NULL, '降配', format('{"resources": [{"resource": %s, "vcpu": 2}]}', f.resource)),
        demo.acts('vendor', m, 'carry_out', NULL);
    INSERT INTO demo.changed VALUES ('reduction', m);
END
$$;
