@NullMarked
package io.sillok.client.http;

import org.jspecify.annotations.NullMarked;
