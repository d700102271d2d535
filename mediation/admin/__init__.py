"""The configuration: organisations, people, offices, rosters. Cases are absent on purpose.

Whoever administers accounts must not read the content of cases (domain rules 8), so neither a
case nor anything that belongs to one is registered here, and nobody gives an office to
themselves. Offices go through `mediation.permissions`, so that the grants follow.
"""

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from mediation.admin import offices, organisations, people

__all__ = ["offices", "organisations", "people"]

# Rights are given to named persons only.
admin.site.unregister(Group)
# Whoever could add an address to somebody's account could have its password sent there.
admin.site.unregister(EmailAddress)
admin.site.site_header = _("Zhihe configuration")
admin.site.site_title = _("Zhihe")
admin.site.index_title = _("Organisations, people, offices and rosters")
