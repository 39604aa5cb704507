-- What tickets are about: a tree of the provider's, for all clients. What is retired is offered no more and stays on its tickets.
create table servicedesk.category (
  key text primary key,
  parent text references servicedesk.category (key),
  name_fr text not null,
  name_en text not null,
  retired_at timestamptz,
  version bigint not null default 1,
  check (parent <> key)
);

insert into servicedesk.category (key, parent, name_fr, name_en) values
  ('workstation', null, 'Poste de travail', 'Workstation'),
  ('workstation-hardware', 'workstation', 'Matériel', 'Hardware'),
  ('workstation-system', 'workstation', 'Système et mises à jour', 'System and updates'),
  ('workstation-software', 'workstation', 'Logiciel', 'Software'),
  ('printing', null, 'Impression et numérisation', 'Printing and scanning'),
  ('mail', null, 'Messagerie et agenda', 'Mail and calendar'),
  ('account', null, 'Comptes et accès', 'Accounts and access'),
  ('account-password', 'account', 'Mot de passe, connexion', 'Password, sign-in'),
  ('account-right', 'account', 'Droit d’accès', 'Access right'),
  ('account-arrival', 'account', 'Arrivée', 'Joiner'),
  ('account-departure', 'account', 'Départ', 'Leaver'),
  ('network', null, 'Réseau', 'Network'),
  ('network-internet', 'network', 'Accès Internet', 'Internet access'),
  ('network-wifi', 'network', 'Wi-Fi', 'Wi-Fi'),
  ('network-remote', 'network', 'Accès à distance, VPN', 'Remote access, VPN'),
  ('telephony', null, 'Téléphonie et mobiles', 'Telephony and mobiles'),
  ('file', null, 'Fichiers et partages', 'Files and shares'),
  ('application', null, 'Application métier', 'Business application'),
  ('server', null, 'Serveur et virtualisation', 'Server and virtualisation'),
  ('backup', null, 'Sauvegarde et restauration', 'Backup and restore'),
  ('security', null, 'Sécurité', 'Security'),
  ('security-phishing', 'security', 'Message suspect', 'Suspicious message'),
  ('question', null, 'Question, conseil', 'Question, advice');
select vigie.system_table('servicedesk.category');

alter table servicedesk.ticket add category text references servicedesk.category (key);
create index ticket_category on servicedesk.ticket (tenant_id, category) where category is not null;
