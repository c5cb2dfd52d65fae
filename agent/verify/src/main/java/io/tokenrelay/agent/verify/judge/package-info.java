/**
 * Judges one token from scratch, by the rules and keys of its issuer. Lives in the agent loader,
 * loaded with the first token or the first keys.
 */
package io.tokenrelay.agent.verify.judge;
