/**
 * Transaction tokens (draft-ietf-oauth-transaction-tokens): how they are verified, minted, and
 * their keys published.
 */
package io.tokenrelay.agent.verify.txn;
