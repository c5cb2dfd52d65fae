/**
 * Reads a JWT strictly, and says what is in it: canonical base64url, JSON without leniency, and the
 * claims that verification asks for. Trusts nothing, and knows no key.
 */
package io.tokenrelay.agent.verify.jwt;
