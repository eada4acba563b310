// A worker in front of Material's own: a Korean word is looked up without its particle.
// The index holds 포화는 and 포화가; a search for 포화 finds both by their beginning, one for 포화를 neither.
"use strict";

const QUERY = 2; // the type of message that Material sends for a search
const PARTICLE =
  /(?<=[가-힣]{2})(?:으로써|으로서|에서는|이라고|에서|에는|에게|까지|부터|으로|이나|이란|라고|입니다|은|는|이|가|을|를|의|에|로|와|과|도|만|란)$/;

const bare = (query) =>
  query
    .split(/\s+/)
    .map((word) => word.replace(PARTICLE, ""))
    .join(" ");

const listen = self.addEventListener.bind(self);
self.addEventListener = (type, receive) =>
  listen(type, ({ data }) =>
    receive({ data: data.type === QUERY ? { ...data, data: bare(data.data) } : data }),
  );
importScripts(`javascripts/workers/${self.location.hash.slice(1)}`);
