alter table initiative add constraint initiative_phase_known
    check (phase in ('DISCOVERY', 'DEFINITION', 'EXECUTION', 'VALIDATION', 'DONE', 'STOPPED')) not valid;

alter table initiative_phase
    add constraint initiative_phase_from
        check (from_phase in ('DISCOVERY', 'DEFINITION', 'EXECUTION', 'VALIDATION', 'DONE', 'STOPPED')) not valid,
    add constraint initiative_phase_to
        check (to_phase in ('DISCOVERY', 'DEFINITION', 'EXECUTION', 'VALIDATION', 'DONE', 'STOPPED')) not valid;
