-- Where Slack shows the cards, so that what is said about a request leads to them. Null until a card stands, or where Slack would not say.
alter table approval_request add column card_link text;
alter table approval_ask add column card_link text;
