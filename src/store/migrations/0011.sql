-- Text that was put away leaves its section to be written anew.

DROP INDEX clause_by_section;
CREATE UNIQUE INDEX clause_by_section ON clause (version, section, language) WHERE archived = 0;
