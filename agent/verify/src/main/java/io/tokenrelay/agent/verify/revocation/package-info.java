/**
 * Finds revoked tokens by the lists that issuers sign (OAuth Token Status List,
 * draft-ietf-oauth-status-list). Lives in the agent loader; loaded only where it is configured,
 * with the first keys.
 */
package io.tokenrelay.agent.verify.revocation;
