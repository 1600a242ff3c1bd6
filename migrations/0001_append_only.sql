-- The log can be added to, and nothing else.
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END;
--> statement-breakpoint
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit entries are never deleted'); END;
--> statement-breakpoint
-- A hold is never deleted, and its end is only ever brought forward.
CREATE TRIGGER holds_no_delete BEFORE DELETE ON holds BEGIN SELECT RAISE(ABORT, 'holds are never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER holds_end_only_earlier BEFORE UPDATE ON holds
WHEN NEW.ends_at > OLD.ends_at OR NEW.starts_at <> OLD.starts_at OR NEW.granted_until <> OLD.granted_until
BEGIN SELECT RAISE(ABORT, 'a hold''s end is only ever brought forward'); END;
