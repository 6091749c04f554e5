-- A click names the message it was made on; only WeCom's bot has to find the card from there.
CREATE INDEX "card_address" ON "card" ("address_message") WHERE "platform" = 'wecom' AND "address_message" IS NOT NULL;
