"""What is wrong with a webhook.

WebhookError
├── InvalidSecret       nothing can be signed with it
├── ForbiddenTarget     nothing is sent there
└── MessageNotFound     there is no such message to send again

Arguments are plain and positional, because errors cross processes by pickle.
"""


class WebhookError(Exception):
    """Root of webhook errors."""


class InvalidSecret(WebhookError, ValueError):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return (
            f"The webhook's secret {self.reason}. Make one with: "
            "python -c \"import base64, os; print('whsec_' + base64.b64encode(os.urandom(32)).decode())\""
        )


class ForbiddenTarget(WebhookError, ValueError):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"The webhook's URL {self.reason}."


class MessageNotFound(WebhookError):
    def __init__(self, batch: str, message: str) -> None:
        super().__init__(batch, message)
        self.batch, self.message = batch, message

    def __str__(self) -> str:
        return f"The batch '{self.batch}' has no webhook message '{self.message}'."
