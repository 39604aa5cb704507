-- Which alerts become tickets, which alert belongs to which ticket, and what has recovered but must still hold.
select vigie.room('response');

-- Severity: 1 warning, 2 critical; null for any. team, asset: keys.
create table response.rule (
  tenant_id int not null default vigie.tenant(),
  position int not null,
  severity smallint check (severity in (1, 2)),
  symptom text,
  asset text,
  open text,
  team text,
  resolve_when_cleared boolean not null,
  primary key (tenant_id, position)
);
select vigie.fence('response.rule');

-- severity is the one that the ticket's urgency follows; recovered_at is null while the alert is open.
create table response.alert_ticket (
  tenant_id int not null default vigie.tenant(),
  alert_id bigint not null,
  asset_id bigint not null,
  symptom text not null,
  ticket_number bigint not null,
  rule_position int not null,
  resolve_when_cleared boolean not null,
  severity smallint not null check (severity in (1, 2)),
  recovered_at timestamptz,
  primary key (tenant_id, alert_id)
);
create index alert_ticket_by_ticket on response.alert_ticket (tenant_id, ticket_number, alert_id);
create index alert_ticket_by_trouble on response.alert_ticket (tenant_id, asset_id, symptom, alert_id desc);
select vigie.fence('response.alert_ticket');

create table response.holding (
  tenant_id int not null default vigie.tenant(),
  ticket_number bigint not null,
  alert_id bigint not null,
  asset_id bigint not null,
  symptom text not null,
  since timestamptz not null,
  hold_until timestamptz not null,
  look_at timestamptz not null,
  evidence jsonb not null,
  resolve boolean not null,
  primary key (tenant_id, ticket_number)
);
create index holding_due on response.holding (look_at);
select vigie.fence('response.holding');
