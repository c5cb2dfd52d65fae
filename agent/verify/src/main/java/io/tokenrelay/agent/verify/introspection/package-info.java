/**
 * Asks issuers about tokens (RFC 7662, OAuth 2.0 Token Introspection), rarely and within bounds.
 * Lives in the agent loader; loaded with the first token, only where configured.
 */
package io.tokenrelay.agent.verify.introspection;
