-- What is idle the unit gives back by a change: the measures know no other way (art. 11, 22).
INSERT INTO demo.changed
SELECT 'reduction', demo.opens('edu', 'change', gov_cloud.clock(), (SELECT id FROM gov_cloud.system WHERE name = '学籍管理系统'));
SELECT demo.fills('edu', matter, 'ZJ-CHANGE', '{"system_name": "学籍管理系统", "change_reason": "该主机使用率低", "changed_hosts":
        [{"host_name": "vm-edu-01", "cpu_before": 8, "cpu_after": 2, "remark": "减少"}]}'),
    demo.acts('edu', matter, 'submit', NULL), demo.acts('bureau', matter, 'classify', NULL, '缩减单机，不属重大变更', '{"class": "minor"}'),
    demo.acts('bureau', matter, 'approve', NULL, '同意'), demo.acts('vendor', matter, 'complete', NULL)
FROM demo.changed WHERE what = 'reduction';
