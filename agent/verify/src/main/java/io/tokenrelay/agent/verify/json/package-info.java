/**
 * JSON (RFC 8259) as strictly as a security decision needs it: no duplicate names, no leniency, no
 * values made that nobody asks for.
 */
package io.tokenrelay.agent.verify.json;
