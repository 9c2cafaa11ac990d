/// S3-compatible object stores through the AWS SDK. The SDK's defaults are for AWS alone, so every one that other stores
/// refuse is switched off, and keys come from the caller and from nowhere else.
@NullMarked
package dev.restorebot.s3;

import org.jspecify.annotations.NullMarked;
