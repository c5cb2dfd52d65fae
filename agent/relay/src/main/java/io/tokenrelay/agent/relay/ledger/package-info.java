/**
 * What happened to calls and to work, and what would change it: the report that an operator turns
 * into an allow list and a carry list.
 */
package io.tokenrelay.agent.relay.ledger;
