-- What Slack says of channels is kept in one place, the table channel of the workspace module.
drop table delivery_channel;
drop table delivery_private_channels;
