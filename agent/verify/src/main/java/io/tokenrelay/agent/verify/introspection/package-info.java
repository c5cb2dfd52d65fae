/**
 * Asks issuers about tokens (RFC 7662, OAuth 2.0 Token Introspection), seldom and within bounds.
 * Lives in the agent loader; loaded only where it is configured, with the first token.
 */
package io.tokenrelay.agent.verify.introspection;
