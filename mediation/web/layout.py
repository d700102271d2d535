"""What every page shows around its content."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def layout(request: HttpRequest) -> dict[str, Any]:
    """Whether this is the demo; the desks of the person come from the desk pages."""
    return {"demo": settings.DEMO}
