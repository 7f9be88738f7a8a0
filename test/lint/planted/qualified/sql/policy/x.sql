-- 中文 before it shifts bytes, not lines
INSERT INTO gov_cloud.fine VALUES (1, '中文');
INSERT INTO fine VALUES (1); -- BAD
