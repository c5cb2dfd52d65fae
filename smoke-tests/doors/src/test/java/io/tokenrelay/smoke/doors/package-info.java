/**
 * Application servers of others, each started with one web application and the packaged jar: which
 * of the application's paths answer without a token, with a bad one, with a good one.
 */
package io.tokenrelay.smoke.doors;
